#include "CGDCM.h"

#include <gdcmDict.h>
#include <gdcmDicts.h>
#include <gdcmGlobal.h>

const char *cgdcm_dictionary_vr(uint32_t tag) {
    try {
        const gdcm::Dict &dict = gdcm::Global::GetInstance().GetDicts().GetPublicDict();
        const gdcm::VR::VRType type = dict.GetDictEntry(gdcm::Tag(tag)).GetVR();
        return type == gdcm::VR::INVALID ? nullptr : gdcm::VR::GetVRString(type);
    } catch (...) {
        return nullptr;
    }
}
