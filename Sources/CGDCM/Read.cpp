#include "Guard.hpp"

#include <gdcmReader.h>
#include <gdcmSequenceOfItems.h>

#include <map>
#include <memory>
#include <set>

struct cgdcm_file {
    gdcm::Reader reader;
    /// Sequences of files with undefined VR are parsed on demand; each is kept, since values that
    /// were handed out point into it.
    std::map<const gdcm::DataElement *, gdcm::SmartPointer<gdcm::SequenceOfItems>> sequences;
};

cgdcm_status cgdcm_file_open(const char *path, int skips_pixels, cgdcm_file **result,
                             cgdcm_error *error) {
    return guarded(error, [&] {
        auto file = std::make_unique<cgdcm_file>();
        file->reader.SetFileName(path);
        std::set<gdcm::Tag> skipped;
        if (skips_pixels) skipped.insert(gdcm::Tag(0x7fe0, 0x0010));
        if (!file->reader.ReadUpToTag(gdcm::Tag(0x7fe0, 0x0000), skipped)) {
            return failed(CGDCM_UNREADABLE, error, "not DICOM, or damaged");
        }
        *result = file.release();
        return CGDCM_OK;
    });
}

void cgdcm_file_destroy(cgdcm_file *file) { delete file; }

namespace {

gdcm::SequenceOfItems *sequence(cgdcm_file *file, const gdcm::DataElement &element) {
    auto &kept = file->sequences[&element];
    if (!kept) kept = element.GetValueAsSQ();
    return kept;
}

/// The attribute at the end of `path`, or null.
const gdcm::DataElement *find(cgdcm_file *file, const cgdcm_step *path, size_t steps) {
    const gdcm::DataSet *set = &file->reader.GetFile().GetDataSet();
    for (size_t index = 0; index < steps; index++) {
        const gdcm::Tag tag(path[index].tag);
        const bool meta = index == 0 && tag.GetGroup() == 2;
        const gdcm::DataSet &here = meta ? file->reader.GetFile().GetHeader() : *set;
        if (!here.FindDataElement(tag)) return nullptr;
        const gdcm::DataElement &element = here.GetDataElement(tag);
        if (index + 1 == steps) return &element;
        auto *items = sequence(file, element);
        if (!items || path[index].item >= items->GetNumberOfItems()) return nullptr;
        set = &items->GetItem(path[index].item + 1).GetNestedDataSet();
    }
    return nullptr;
}

} // namespace

cgdcm_status cgdcm_file_value(const cgdcm_file *file, const cgdcm_step *path, size_t steps,
                              const uint8_t **bytes, size_t *count) {
    cgdcm_error error;
    return guarded(&error, [&] {
        const auto *element = find(const_cast<cgdcm_file *>(file), path, steps);
        const auto *value = element ? element->GetByteValue() : nullptr;
        if (!value || !value->GetPointer() || value->GetLength() == 0) return CGDCM_ABSENT;
        *bytes = reinterpret_cast<const uint8_t *>(value->GetPointer());
        *count = value->GetLength();
        return CGDCM_OK;
    });
}

size_t cgdcm_file_items(const cgdcm_file *file, const cgdcm_step *path, size_t steps) {
    cgdcm_error error;
    size_t result = 0;
    guarded(&error, [&] {
        auto *mutableFile = const_cast<cgdcm_file *>(file);
        const auto *element = find(mutableFile, path, steps);
        auto *items = element ? sequence(mutableFile, *element) : nullptr;
        result = items ? items->GetNumberOfItems() : 0;
        return CGDCM_OK;
    });
    return result;
}

uint64_t cgdcm_file_end(const cgdcm_file *file) {
    cgdcm_error error;
    uint64_t result = 0;
    guarded(&error, [&] {
        result = file->reader.GetStreamCurrentPosition();
        return CGDCM_OK;
    });
    return result;
}
