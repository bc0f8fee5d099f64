#include "Guard.hpp"

#include <gdcmImageChangeTransferSyntax.h>
#include <gdcmImageReader.h>
#include <gdcmSequenceOfItems.h>
#include <gdcmWriter.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <string>
#include <vector>

namespace {

gdcm::DataElement element(uint32_t tag, const char *vr, const void *bytes, size_t count) {
    gdcm::DataElement result{gdcm::Tag(tag)};
    result.SetVR(gdcm::VR::GetVRTypeFromFile(vr));
    result.SetByteValue(static_cast<const char *>(bytes), static_cast<uint32_t>(count));
    return result;
}

gdcm::DataElement element(const cgdcm_attribute &attribute) {
    return element(attribute.tag, attribute.vr, attribute.bytes, attribute.count);
}

bool holds(const uint32_t *tags, size_t count, const gdcm::Tag &tag) {
    return std::find(tags, tags + count, tag.GetElementTag()) != tags + count;
}

/// The text of a value, without padding.
std::string text(const gdcm::DataElement &element) {
    const auto *value = element.GetByteValue();
    if (!value || !value->GetPointer()) return {};
    std::string result(value->GetPointer(), value->GetLength());
    while (!result.empty() && (result.back() == 0 || result.back() == ' ')) result.pop_back();
    return result;
}

void replace(gdcm::DataElement &element, std::string value, char padding) {
    if (value.size() % 2) value.push_back(padding);
    element.SetByteValue(value.data(), static_cast<uint32_t>(value.size()));
}

/// The items of a sequence; null where the element is none. Values of unknown representation are
/// parsed only where they begin as an item does, since GDCM ends the process on others.
gdcm::SmartPointer<gdcm::SequenceOfItems> sequence(const gdcm::DataElement &element) {
    if (element.IsEmpty()) return nullptr;
    if (element.GetVR() == gdcm::VR::SQ ||
        dynamic_cast<const gdcm::SequenceOfItems *>(&element.GetValue())) {
        return element.GetValueAsSQ();
    }
    const auto *value = element.GetByteValue();
    const bool is_unknown = element.GetVR() == gdcm::VR::UN || element.GetVR() == gdcm::VR::INVALID;
    const bool is_item = value && value->GetPointer() && value->GetLength() >= 8 &&
                         std::memcmp(value->GetPointer(), "\xFE\xFF\x00\xE0", 4) == 0;
    return is_unknown && is_item ? element.GetValueAsSQ() : nullptr;
}

/// Whether anything was changed.
bool rewrite(gdcm::DataSet &set, const cgdcm_rewriting &changes);

/// Whether `copy`, an element of a data set, was changed.
bool rewrite(gdcm::DataElement &copy, const cgdcm_rewriting &changes) {
    const std::string old = text(copy);
    if (holds(changes.uids, changes.uid_count, copy.GetTag())) {
        if (old.empty()) return false;
        char uid[65] = {};
        changes.new_uid(old.c_str(), uid);
        replace(copy, uid, 0);
        return true;
    }
    if (holds(changes.types, changes.type_count, copy.GetTag())) {
        if (old.compare(0, 8, "ORIGINAL") != 0) return false;
        replace(copy, "DERIVED" + old.substr(8), ' ');
        return true;
    }
    auto items = sequence(copy);
    bool is_changed = false;
    for (size_t index = 1; items && index <= items->GetNumberOfItems(); index++) {
        gdcm::Item &item = items->GetItem(index);
        if (rewrite(item.GetNestedDataSet(), changes)) {
            item.SetVLToUndefined();
            is_changed = true;
        }
    }
    if (!is_changed) return false;
    items->SetLengthToUndefined();
    copy.SetVR(gdcm::VR::SQ);
    copy.SetValue(*items);
    copy.SetVLToUndefined();
    return true;
}

bool rewrite(gdcm::DataSet &set, const cgdcm_rewriting &changes) {
    std::vector<gdcm::DataElement> changed;
    std::vector<gdcm::Tag> removed;
    for (const auto &original : set.GetDES()) {
        const gdcm::Tag tag = original.GetTag();
        if (tag == gdcm::Tag(0x7fe0, 0x0010)) continue;
        if (holds(changes.removed, changes.removed_count, tag)) {
            removed.push_back(tag);
            continue;
        }
        gdcm::DataElement copy = original;
        if (rewrite(copy, changes)) changed.push_back(copy);
    }
    for (const auto &tag : removed) set.Remove(tag);
    for (const auto &copy : changed) set.Replace(copy);
    return !removed.empty() || !changed.empty();
}

void add_item(gdcm::DataSet &set, const cgdcm_rewriting &changes) {
    const gdcm::Tag tag(changes.sequence);
    gdcm::SmartPointer<gdcm::SequenceOfItems> items;
    if (set.FindDataElement(tag)) items = set.GetDataElement(tag).GetValueAsSQ();
    if (!items) items = new gdcm::SequenceOfItems;
    gdcm::Item item;
    item.SetVLToUndefined();
    for (size_t index = 0; index < changes.item_count; index++) {
        item.GetNestedDataSet().Replace(element(changes.item[index]));
    }
    items->SetLengthToUndefined();
    items->AddItem(item);
    gdcm::DataElement sequence{tag};
    sequence.SetVR(gdcm::VR::SQ);
    sequence.SetValue(*items);
    sequence.SetVLToUndefined();
    set.Replace(sequence);
}

/// The pixel data element of the new pixels; compressed where `target` says so.
bool encode(const gdcm::Image &original, const cgdcm_rewriting &changes,
            const gdcm::TransferSyntax &target, gdcm::DataElement &result) {
    const auto raw =
        element(0x7fe00010, original.GetPixelFormat().GetBitsAllocated() > 8 ? "OW" : "OB",
                changes.pixels, changes.pixel_count);
    result = raw;
    if (changes.pixel_count % 2) {
        std::vector<char> even(changes.pixels, changes.pixels + changes.pixel_count);
        even.push_back(0);
        result.SetByteValue(even.data(), static_cast<uint32_t>(even.size()));
    }
    if (!target.IsEncapsulated()) return true;
    // The filter keeps a counted reference, so the image must live on the heap.
    gdcm::SmartPointer<gdcm::Image> image = new gdcm::Image(original);
    image->SetTransferSyntax(gdcm::TransferSyntax::ExplicitVRLittleEndian);
    image->SetLossyFlag(false);
    image->SetDataElement(raw);
    gdcm::ImageChangeTransferSyntax change;
    change.SetTransferSyntax(target);
    change.SetForce(true);
    change.SetInput(*image);
    if (!change.Change()) return false;
    result = change.GetOutput().GetDataElement();
    return true;
}

} // namespace

cgdcm_status cgdcm_rewrite(const char *path, const cgdcm_rewriting *changes, cgdcm_bytes *result,
                           cgdcm_error *error) {
    *result = {};
    return guarded(error, [&] {
        gdcm::ImageReader reader;
        reader.SetFileName(path);
        if (!reader.Read()) {
            return failed(CGDCM_NO_PIXELS, error, "no image, or one that GDCM does not read");
        }
        if (reader.GetImage().GetBufferLength() != changes->pixel_count) {
            return failed(CGDCM_NO_PIXELS, error, "the new pixels have another size");
        }
        const auto type = gdcm::TransferSyntax::GetTSType(changes->transfer_syntax);
        if (type == gdcm::TransferSyntax::TS_END) {
            return failed(CGDCM_NOT_WRITTEN, error, "an unknown transfer syntax");
        }
        const gdcm::TransferSyntax target(type);
        gdcm::DataElement pixels;
        if (!encode(reader.GetImage(), *changes, target, pixels)) {
            return failed(CGDCM_NOT_WRITTEN, error, "GDCM does not compress the pixels");
        }
        gdcm::DataSet &set = reader.GetFile().GetDataSet();
        rewrite(set, *changes);
        for (size_t index = 0; index < changes->attribute_count; index++) {
            set.Replace(element(changes->attributes[index]));
        }
        if (changes->item_count) add_item(set, *changes);
        set.Replace(pixels);
        gdcm::FileMetaInformation &meta = reader.GetFile().GetHeader();
        gdcm::DataElement instance{gdcm::Tag(0x0002, 0x0003)};
        instance.SetVR(gdcm::VR::UI);
        replace(instance, text(set.GetDataElement(gdcm::Tag(0x0008, 0x0018))), 0);
        meta.Replace(instance);
        meta.SetDataSetTransferSyntax(type);
        std::ostringstream stream;
        gdcm::Writer writer;
        writer.SetFile(reader.GetFile());
        writer.SetStream(stream);
        if (!writer.Write()) return failed(CGDCM_NOT_WRITTEN, error, "GDCM refuses to write it");
        const std::string bytes = stream.str();
        result->bytes = static_cast<uint8_t *>(std::malloc(bytes.size()));
        if (!result->bytes) return failed(CGDCM_NOT_WRITTEN, error, "not enough memory");
        std::memcpy(result->bytes, bytes.data(), bytes.size());
        result->count = bytes.size();
        return CGDCM_OK;
    });
}

void cgdcm_bytes_free(cgdcm_bytes *bytes) {
    std::free(bytes->bytes);
    bytes->bytes = nullptr;
    bytes->count = 0;
}
