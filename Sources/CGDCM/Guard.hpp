#ifndef CGDCM_GUARD_HPP
#define CGDCM_GUARD_HPP

#include "CGDCM.h"

#include <gdcmTrace.h>

#include <cstdio>
#include <exception>

/// Runs `body`, silences GDCM, and turns what it throws into a status and a text.
template <typename Body> cgdcm_status guarded(cgdcm_error *error, Body body) {
    try {
        gdcm::Trace::DebugOff();
        gdcm::Trace::WarningOff();
        gdcm::Trace::ErrorOff();
        return body();
    } catch (const std::exception &caught) {
        std::snprintf(error->text, sizeof error->text, "%s", caught.what());
    } catch (...) {
        std::snprintf(error->text, sizeof error->text, "GDCM failed without a reason");
    }
    return CGDCM_FAILED;
}

/// Fills in `error` and passes `status` on.
inline cgdcm_status failed(cgdcm_status status, cgdcm_error *error, const char *text) {
    std::snprintf(error->text, sizeof error->text, "%s", text);
    return status;
}

#endif
