#ifndef COPENCV_GUARD_HPP
#define COPENCV_GUARD_HPP

#include "COpenCV.h"
#include <algorithm>
#include <cstring>
#include <exception>
#include <new>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>

/// Writes a reason into the caller's buffer.
inline void explain(copencv_error error, const char *text) noexcept {
    if (error.capacity == 0) return;
    const size_t length = std::min(std::strlen(text), error.capacity - 1);
    std::memcpy(error.text, text, length);
    error.text[length] = 0;
}

/// Turns whatever `body` throws into a status and a reason.
template <typename Body> copencv_status guarded(copencv_error error, Body body) noexcept {
    try {
        body();
        return copencv_ok;
    } catch (const std::bad_alloc &) {
        explain(error, "there is not enough memory");
        return copencv_out_of_memory;
    } catch (const cv::Exception &exception) {
        explain(error, exception.err.c_str());
    } catch (const std::exception &exception) {
        explain(error, exception.what());
    } catch (...) {
        explain(error, "an unknown exception was thrown");
    }
    return copencv_failed;
}

inline int ignore(int, const char *, const char *, const char *, int, void *) { return 0; }

/// OpenCV prints what it throws and takes every core, unless it is told not to.
inline void quieten() {
    static const bool done = [] {
        cv::setNumThreads(1);
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        cv::redirectError(ignore);
        return true;
    }();
    (void)done;
}

#endif
