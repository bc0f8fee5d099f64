#include "Guard.hpp"

#include <gdcmImageReader.h>

#include <cstdlib>
#include <string>

cgdcm_status cgdcm_pixels_read(const char *path, size_t limit, cgdcm_pixels *result,
                               cgdcm_error *error) {
    *result = {};
    const auto status = guarded(error, [&] {
        gdcm::ImageReader reader;
        reader.SetFileName(path);
        if (!reader.Read()) {
            return failed(CGDCM_NO_PIXELS, error, "no image, or one that GDCM does not read");
        }
        const gdcm::Image &image = reader.GetImage();
        const gdcm::PixelFormat &format = image.GetPixelFormat();
        result->columns = image.GetColumns();
        result->rows = image.GetRows();
        result->frames = image.GetNumberOfDimensions() > 2 ? image.GetDimension(2) : 1;
        result->samples_per_pixel = format.GetSamplesPerPixel();
        result->bits_allocated = format.GetBitsAllocated();
        result->bits_stored = format.GetBitsStored();
        result->high_bit = format.GetHighBit();
        result->is_signed = format.GetPixelRepresentation();
        result->count = image.GetBufferLength();
        if (result->count == 0 || result->count > limit) {
            return failed(CGDCM_NO_PIXELS, error, "more pixels than the limit, or none");
        }
        result->bytes = static_cast<uint8_t *>(std::malloc(result->count));
        if (!result->bytes) return failed(CGDCM_NO_PIXELS, error, "not enough memory");
        if (!image.GetBuffer(reinterpret_cast<char *>(result->bytes))) {
            return failed(CGDCM_NO_PIXELS, error, "the compressed pixels are damaged");
        }
        // Decoding may change what was true of the stored samples.
        const std::string photometric = image.GetPhotometricInterpretation().GetString();
        std::snprintf(result->photometric, sizeof result->photometric, "%s", photometric.c_str());
        result->is_planar = image.GetPlanarConfiguration();
        return CGDCM_OK;
    });
    if (status != CGDCM_OK) cgdcm_pixels_free(result);
    return status;
}

void cgdcm_pixels_free(cgdcm_pixels *pixels) {
    std::free(pixels->bytes);
    pixels->bytes = nullptr;
    pixels->count = 0;
}
