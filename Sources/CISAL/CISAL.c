#include "CISAL.h"

#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>

size_t cisal_bound(size_t count) {
    /* Stored blocks of at most 65,535 bytes with five bytes each, and the flush. */
    return count + 5 * (count / 65535 + 1) + 512;
}

size_t cisal_deflate(const uint8_t *input, size_t count, uint8_t *output, int is_last) {
    /* What the tables of matches hold at the start decides between equally good ones: nothing but
     * zeros gives the same bytes every time. Levels 1 and 2 (2.30) must not be taken: they hash
     * bits 16 to 47 of the address of the stream as if they were its second bytes, so that one
     * process in 250 writes other bytes. */
    struct isal_zstream *stream = calloc(1, sizeof *stream);
    uint8_t *level = calloc(1, ISAL_DEF_LVL3_DEFAULT);
    size_t result = 0;
    if (stream && level) {
        isal_deflate_stateless_init(stream);
        stream->level = 3;
        stream->level_buf = level;
        stream->level_buf_size = ISAL_DEF_LVL3_DEFAULT;
        stream->next_in = (uint8_t *)input;
        stream->avail_in = (uint32_t)count;
        stream->next_out = output;
        stream->avail_out = (uint32_t)cisal_bound(count);
        stream->flush = is_last ? NO_FLUSH : FULL_FLUSH;
        stream->end_of_stream = is_last ? 1 : 0;
        if (isal_deflate_stateless(stream) == COMP_OK) result = stream->total_out;
    }
    free(level);
    free(stream);
    return result;
}

struct cisal_inflater {
    struct inflate_state state;
};

static void begin(cisal_inflater *inflater) {
    isal_inflate_init(&inflater->state);
    inflater->state.crc_flag = ISAL_GZIP;
}

cisal_inflater *cisal_inflater_create(void) {
    cisal_inflater *result = malloc(sizeof *result);
    if (result) begin(result);
    return result;
}

void cisal_inflater_destroy(cisal_inflater *inflater) { free(inflater); }

cisal_status cisal_inflate(cisal_inflater *inflater, const uint8_t *input, size_t input_count,
                           uint8_t *output, size_t output_count, size_t *used, size_t *made) {
    struct inflate_state *state = &inflater->state;
    const uint32_t limit = 1u << 30;
    const uint32_t available = input_count < limit ? (uint32_t)input_count : limit;
    const uint32_t room = output_count < limit ? (uint32_t)output_count : limit;
    state->next_in = (uint8_t *)input;
    state->avail_in = available;
    state->next_out = output;
    state->avail_out = room;
    const int status = isal_inflate(state);
    *used = available - state->avail_in;
    *made = room - state->avail_out;
    if (status < 0 || status > ISAL_OUT_OVERFLOW) {
        if (status != ISAL_END_INPUT) return CISAL_DAMAGED;
    }
    if (state->block_state != ISAL_BLOCK_FINISH) return CISAL_GOES_ON;
    begin(inflater);
    return CISAL_ENDED;
}
