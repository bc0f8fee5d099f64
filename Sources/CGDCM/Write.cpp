#include "Guard.hpp"

#include <gdcmWriter.h>

cgdcm_status cgdcm_write(const char *path, const cgdcm_attribute *attributes, size_t count,
                         cgdcm_error *error) {
    return guarded(error, [&] {
        gdcm::Writer writer;
        gdcm::DataSet &set = writer.GetFile().GetDataSet();
        for (size_t index = 0; index < count; index++) {
            const cgdcm_attribute &attribute = attributes[index];
            gdcm::DataElement element{gdcm::Tag(attribute.tag)};
            element.SetVR(gdcm::VR::GetVRTypeFromFile(attribute.vr));
            element.SetByteValue(reinterpret_cast<const char *>(attribute.bytes),
                                 static_cast<uint32_t>(attribute.count));
            set.Insert(element);
        }
        gdcm::FileMetaInformation &meta = writer.GetFile().GetHeader();
        meta.SetDataSetTransferSyntax(gdcm::TransferSyntax::ExplicitVRLittleEndian);
        writer.SetFileName(path);
        if (!writer.Write()) return failed(CGDCM_NOT_WRITTEN, error, "GDCM refuses to write it");
        return CGDCM_OK;
    });
}
