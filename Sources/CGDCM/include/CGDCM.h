#ifndef CGDCM_H
#define CGDCM_H
#endif
