#include "CNIfTI.h"

#include <nifti2_io.h>
#include <stdlib.h>
#include <string.h>

int cnifti_interpret(const void *bytes, int version, cnifti_header *result) {
    nifti_image *image = NULL;
    nifti_set_debug_level(0);
    if (version == 1) {
        nifti_1_header header;
        memcpy(&header, bytes, sizeof header);
        image = nifti_convert_n1hdr2nim(header, NULL);
    } else {
        nifti_2_header header;
        memcpy(&header, bytes, sizeof header);
        image = nifti_convert_n2hdr2nim(header, NULL);
    }
    if (!image) return 0;
    for (int axis = 0; axis < 8; axis++) result->dim[axis] = image->dim[axis];
    result->datatype = image->datatype;
    result->bytes_per_voxel = image->nbyper;
    result->swapped = image->byteorder != nifti_short_order();
    result->qform_code = image->qform_code;
    result->sform_code = image->sform_code;
    result->slope = image->scl_slope;
    result->intercept = image->scl_inter;
    for (int row = 0; row < 4; row++) {
        for (int column = 0; column < 4; column++) {
            result->qform[4 * row + column] = image->qto_xyz.m[row][column];
            result->sform[4 * row + column] = image->sto_xyz.m[row][column];
        }
    }
    result->data_offset = image->iname_offset;
    nifti_image_free(image);
    return 1;
}
