#ifndef CVTK_H
#define CVTK_H
#endif
