#ifndef CDLIB_H
#define CDLIB_H
#endif
