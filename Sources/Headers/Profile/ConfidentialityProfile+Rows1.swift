// Written by Scripts/confidentiality-profile; do not edit.

extension ConfidentialityProfile {
  /// Rows of Table E.1-1 from group 0000 on: tag, action of the Basic Profile, options that change
  /// it (a letter and K or C each), name.
  static let rows1 = """
    00001000 X      uK       Affected SOP Instance UID
    00001001 U      uK       Requested SOP Instance UID
    00020003 U      uK       Media Storage SOP Instance UID
    00041511 U      uK       Referenced SOP Instance UID in File
    00080012 X/D    fKmC     Instance Creation Date
    00080013 X/Z/D  fKmC     Instance Creation Time
    00080014 U      uK       Instance Creator UID
    00080015 X      fKmC     Instance Coercion DateTime
    00080017 U      uK       Acquisition UID
    00080018 U      uK       SOP Instance UID
    00080019 U      uK       Pyramid UID
    00080020 Z      fKmC     Study Date
    00080021 X/D    fKmC     Series Date
    00080022 X/Z    fKmC     Acquisition Date
    00080023 Z/D    fKmC     Content Date
    00080024 X      fKmC     Overlay Date
    00080025 X      fKmC     Curve Date
    0008002A X/Z/D  fKmC     Acquisition DateTime
    00080030 Z      fKmC     Study Time
    00080031 X/D    fKmC     Series Time
    00080032 X/Z    fKmC     Acquisition Time
    00080033 Z/D    fKmC     Content Time
    00080034 X      fKmC     Overlay Time
    00080035 X      fKmC     Curve Time
    00080050 Z      -        Accession Number
    00080054 X      dC       Retrieve AE Title
    00080055 X      dC       Station AE Title
    00080058 U      uK       Failed SOP Instance UID List
    00080080 X/Z/D  iK       Institution Name
    00080081 X      iK       Institution Address
    00080082 X/Z/D  iK       Institution Code Sequence
    00080090 Z      -        Referring Physician's Name
    00080092 X      -        Referring Physician's Address
    00080094 X      -        Referring Physician's Telephone Numbers
    00080096 X      -        Referring Physician Identification Sequence
    0008009C Z      -        Consulting Physician's Name
    0008009D X      -        Consulting Physician Identification Sequence
    00080106 D      fKmC     Context Group Version
    00080107 D      fKmC     Context Group Local Version
    00080201 X      fKmC     Timezone Offset From UTC
    00081000 X      dC       Network ID
    00081010 X/Z/D  dK       Station Name
    00081030 X      eC       Study Description
    0008103E X      eC       Series Description
    00081040 X      iK       Institutional Department Name
    00081041 X      iK       Institutional Department Type Code Sequence
    00081048 X      -        Physician(s) of Record
    00081049 X      -        Physician(s) of Record Identification Sequence
    00081050 X      -        Performing Physician's Name
    00081052 X      -        Performing Physician Identification Sequence
    00081060 X      -        Name of Physician(s) Reading Study
    00081062 X      -        Physician(s) Reading Study Identification Sequence
    00081070 X/Z/D  -        Operators' Name
    00081072 X/D    -        Operator Identification Sequence
    00081080 X      eC       Admitting Diagnoses Description
    00081084 X      eC       Admitting Diagnoses Code Sequence
    00081088 X      eC       Pyramid Description
    00081110 X/Z    uK       Referenced Study Sequence
    00081111 X/Z/D  uK       Referenced Performed Procedure Step Sequence
    00081120 X      uK       Referenced Patient Sequence
    00081140 X/Z/U* uK       Referenced Image Sequence
    00081155 U      uK       Referenced SOP Instance UID
    00081195 U      uK       Transaction UID
    00081301 X      -        Principal Diagnosis Code Sequence
    00081302 X      -        Primary Diagnosis Code Sequence
    00081303 X      -        Secondary Diagnoses Code Sequence
    00081304 X      -        Histological Diagnoses Code Sequence
    00082111 X      eC       Derivation Description
    00082112 X/Z/U* uK       Source Image Sequence
    00083010 U      uK       Irradiation Event UID
    00084000 X      eC       Identifying Comments
    00100010 Z      -        Patient's Name
    00100011 X      -        Person Names to Use Sequence
    00100012 X      -        Name to Use
    00100013 X      -        Name to Use Comment
    00100014 X      -        Third Person Pronouns Sequence
    00100015 X      -        Pronoun Code Sequence
    00100016 X      -        Pronoun Comment
    00100020 Z/D    -        Patient ID
    00100021 X      -        Issuer of Patient ID
    00100030 Z      -        Patient's Birth Date
    00100032 X      -        Patient's Birth Time
    00100040 Z      pK       Patient's Sex
    00100041 X      -        Gender Identity Sequence
    00100042 X      -        Sex Parameters for Clinical Use Category Comment
    00100043 X      -        Sex Parameters for Clinical Use Category Sequence
    00100044 X      -        Gender Identity Code Sequence
    00100045 X      -        Gender Identity Comment
    00100046 X      -        Sex Parameters for Clinical Use Category Code Sequence
    00100047 X      -        Sex Parameters for Clinical Use Category Reference
    00100050 X      -        Patient's Insurance Plan Code Sequence
    00100101 X      -        Patient's Primary Language Code Sequence
    00100102 X      -        Patient's Primary Language Modifier Code Sequence
    00101000 X      -        Other Patient IDs
    00101001 X      -        Other Patient Names
    00101002 X      -        Other Patient IDs Sequence
    00101005 X      -        Patient's Birth Name
    00101010 X      pK       Patient's Age
    00101020 X      pK       Patient's Size
    00101030 X      pK       Patient's Weight
    00101040 X      -        Patient's Address
    00101050 X      -        Insurance Plan Identification
    00101060 X      -        Patient's Mother's Birth Name
    00101080 X      -        Military Rank
    00101081 X      -        Branch of Service
    00101090 X      -        Medical Record Locator
    00101100 X      -        Referenced Patient Photo Sequence
    00102000 X      eC       Medical Alerts
    00102110 X      pCeC     Allergies
    00102150 X      -        Country of Residence
    00102152 X      -        Region of Residence
    00102154 X      -        Patient's Telephone Numbers
    00102155 X      -        Patient's Telecom Information
    00102160 X      pK       Ethnic Group
    00102161 X      pK       Ethnic Group Code Sequence
    00102162 X      -        Ethnic Groups
    00102180 X      eC       Occupation
    001021A0 X      pK       Smoking Status
    001021B0 X      eC       Additional Patient History
    001021C0 X      pK       Pregnancy Status
    001021D0 X      fKmC     Last Menstrual Date
    001021F0 X      -        Patient's Religious Preference
    00102203 X/Z    pK       Patient's Sex Neutered
    00102297 X      -        Responsible Person
    00102299 X      -        Responsible Organization
    00104000 X      eC       Patient Comments
    00120010 D      -        Clinical Trial Sponsor Name
    00120020 D      -        Clinical Trial Protocol ID
    00120021 Z      -        Clinical Trial Protocol Name
    00120022 X      -        Issuer of Clinical Trial Protocol ID
    00120023 X      -        Other Clinical Trial Protocol IDs Sequence
    00120030 Z      iK       Clinical Trial Site ID
    00120031 Z      iK       Clinical Trial Site Name
    00120032 X      -        Issuer of Clinical Trial Site ID
    00120040 D      -        Clinical Trial Subject ID
    00120041 X      -        Issuer of Clinical Trial Subject ID
    00120042 D      -        Clinical Trial Subject Reading ID
    00120043 X      -        Issuer of Clinical Trial Subject Reading ID
    00120050 Z      -        Clinical Trial Time Point ID
    00120051 X      eC       Clinical Trial Time Point Description
    00120055 X      -        Issuer of Clinical Trial Time Point ID
    00120060 Z      iK       Clinical Trial Coordinating Center Name
    00120071 X      -        Clinical Trial Series ID
    00120072 X      eC       Clinical Trial Series Description
    00120073 X      -        Issuer of Clinical Trial Series ID
    00120081 D      iK       Clinical Trial Protocol Ethics Committee Name
    00120082 X      -        Clinical Trial Protocol Ethics Committee Approval Number
    00120086 X      fKmC     Ethics Committee Approval Effectiveness Start Date
    00120087 X      fKmC     Ethics Committee Approval Effectiveness End Date
    0014407C X      dKfKmC   Calibration Time
    0014407E X      dKfKmC   Calibration Date
    0016002B X      eC       Maker Note
    0016004B X      eC       Device Setting Description
    0016004D X      -        Camera Owner Name
    0016004E X      dK       Lens Specification
    0016004F X      dK       Lens Make
    00160050 X      dK       Lens Model
    00160051 X      dK       Lens Serial Number
    00160070 X      -        GPS Version ID
    00160071 X      -        GPS Latitude Ref
    00160072 X      -        GPS Latitude
    00160073 X      -        GPS Longitude Ref
    00160074 X      -        GPS Longitude
    00160075 X      -        GPS Altitude Ref
    00160076 X      -        GPS Altitude
    00160077 X      -        GPS Time Stamp
    00160078 X      -        GPS Satellites
    00160079 X      -        GPS Status
    0016007A X      -        GPS Measure Mode
    0016007B X      -        GPS DOP
    0016007C X      -        GPS Speed Ref
    0016007D X      -        GPS Speed
    0016007E X      -        GPS Track Ref
    0016007F X      -        GPS Track
    00160080 X      -        GPS Img Direction Ref
    00160081 X      -        GPS Img Direction
    00160082 X      -        GPS Map Datum
    00160083 X      -        GPS Dest Latitude Ref
    00160084 X      -        GPS Dest Latitude
    00160085 X      -        GPS Dest Longitude Ref
    00160086 X      -        GPS Dest Longitude
    00160087 X      -        GPS Dest Bearing Ref
    00160088 X      -        GPS Dest Bearing
    00160089 X      -        GPS Dest Distance Ref
    0016008A X      -        GPS Dest Distance
    0016008B X      -        GPS Processing Method
    0016008C X      -        GPS Area Information
    0016008D X      fKmC     GPS Date Stamp
    0016008E X      -        GPS Differential
    00180010 Z/D    eC       Contrast/Bolus Agent
    00180027 X      fKmC     Intervention Drug Stop Time
    00180035 X      fKmC     Intervention Drug Start Time
    00181000 X/Z/D  dK       Device Serial Number
    00181002 U      uKdK     Device UID
    00181004 X      dK       Plate ID
    00181005 X      dK       Generator ID
    00181007 X      dK       Cassette ID
    00181008 X      dK       Gantry ID
    00181009 X      dK       Unique Device Identifier
    0018100A X      dK       UDI Sequence
    0018100B U      uKdK     Manufacturer's Device Class UID
    00181010 X      -        Secondary Capture Device ID
    00181011 X      -        Hardcopy Creation Device ID
    00181012 X      fKmC     Date of Secondary Capture
    00181014 X      fKmC     Time of Secondary Capture
    00181030 X/D    eC       Protocol Name
    00181042 X      fKmC     Contrast/Bolus Start Time
    00181043 X      fKmC     Contrast/Bolus Stop Time
    00181072 X      fKmC     Radiopharmaceutical Start Time
    00181073 X      fKmC     Radiopharmaceutical Stop Time
    00181078 X      fKmC     Radiopharmaceutical Start DateTime
    00181079 X      fKmC     Radiopharmaceutical Stop DateTime
    001811BB D      eC       Acquisition Field Of View Label
    00181200 X      dKfKmC   Date of Last Calibration
    00181201 X      dKfKmC   Time of Last Calibration
    00181202 X      dKfKmC   DateTime of Last Calibration
    00181203 Z      dKfKmC   Calibration DateTime
    00181204 X      dKfKmC   Date of Manufacture
    00181205 X      dKfKmC   Date of Installation
    00181400 X/D    eC       Acquisition Device Processing Description
    00182042 U      uK       Target UID
    00184000 X      eC       Acquisition Comments
    00185011 X      dK       Transducer Identification Sequence
    0018700A X/D    dK       Detector ID
    0018700C X/D    dKfKmC   Date of Last Detector Calibration
    0018700E X/D    dKfKmC   Time of Last Detector Calibration
    00189074 D      fKmC     Frame Acquisition DateTime
    00189151 D      fKmC     Frame Reference DateTime
    00189185 X      eC       Respiratory Motion Compensation Technique Description
    00189367 D      dK       X-Ray Source ID
    00189369 D      fKmC     Source Start DateTime
    0018936A D      fKmC     Source End DateTime
    00189371 D      dK       X-Ray Detector ID
    00189373 X      dK       X-Ray Detector Label
    0018937B X      eC       Multi-energy Acquisition Description
    0018937F X      eC       Decomposition Description
    00189424 X      eC       Acquisition Protocol Description
    00189516 X/D    fKmC     Start Acquisition DateTime
    00189517 X/D    fKmC     End Acquisition DateTime
    00189623 D      fKmC     Functional Sync Pulse
    00189701 D      fKmC     Decay Correction DateTime
    00189804 D      fKmC     Exclusion Start DateTime
    00189919 Z/D    fKmC     Instruction Performed DateTime
    00189937 X      eC       Requested Series Description
    0018A002 X      fKmC     Contribution DateTime
    0018A003 X      eC       Contribution Description
    0020000D U      uK       Study Instance UID
    0020000E U      uK       Series Instance UID
    00200010 Z      -        Study ID
    00200027 X      eC       Pyramid Label
    00200052 U      uK       Frame of Reference UID
    00200200 U      uK       Synchronization Frame of Reference UID
    00203401 X      dK       Modifying Device ID
    00203403 X      fKmC     Modified Image Date
    00203405 X      fKmC     Modified Image Time
    00203406 X      -        Modified Image Description
    00204000 X      eC       Image Comments
    00209158 X      eC       Frame Comments
    00209161 U      uK       Concatenation UID
    00209164 U      uK       Dimension Organization UID
    00281199 U      uK       Palette Color Lookup Table UID
    00281214 U      uK       Large Palette Color Lookup Table UID
    00284000 X      -        Image Presentation Comments
    00320012 X      -        Study ID Issuer
    00320032 X      fKmC     Study Verified Date
    00320033 X      fKmC     Study Verified Time
    00320034 X      fKmC     Study Read Date
    00320035 X      fKmC     Study Read Time
    00321000 X      fKmC     Scheduled Study Start Date
    00321001 X      fKmC     Scheduled Study Start Time
    00321010 X      fKmC     Scheduled Study Stop Date
    00321011 X      fKmC     Scheduled Study Stop Time
    00321020 X      dK       Scheduled Study Location
    00321021 X      dC       Scheduled Study Location AE Title
    00321030 X      eC       Reason for Study
    00321032 X      -        Requesting Physician
    00321033 X      -        Requesting Service
    00321040 X      fKmC     Study Arrival Date
    00321041 X      fKmC     Study Arrival Time
    00321050 X      fKmC     Study Completion Date
    00321051 X      fKmC     Study Completion Time
    00321060 X/Z    eC       Requested Procedure Description
    00321066 X      eC       Reason for Visit
    00321067 X      eC       Reason for Visit Code Sequence
    00321070 X      eC       Requested Contrast Agent
    00324000 X      eC       Study Comments
    00340001 D      -        Flow Identifier Sequence
    00340002 D      -        Flow Identifier
    00340005 D      -        Source Identifier
    00340007 D      fKmC     Frame Origin Timestamp
    00380004 X      -        Referenced Patient Alias Sequence
    00380010 X      -        Admission ID
    00380011 X      -        Issuer of Admission ID
    00380014 X      -        Issuer of Admission ID Sequence
    0038001A X      fKmC     Scheduled Admission Date
    0038001B X      fKmC     Scheduled Admission Time
    0038001C X      fKmC     Scheduled Discharge Date
    0038001D X      fKmC     Scheduled Discharge Time
    0038001E X      -        Scheduled Patient Institution Residence
    00380020 X      fKmC     Admitting Date
    00380021 X      fKmC     Admitting Time
    00380030 X      fKmC     Discharge Date
    00380032 X      fKmC     Discharge Time
    00380040 X      eC       Discharge Diagnosis Description
    00380050 X      pC       Special Needs
    00380060 X      -        Service Episode ID
    00380061 X      -        Issuer of Service Episode ID
    00380062 X      eC       Service Episode Description
    00380064 X      -        Issuer of Service Episode ID Sequence
    00380300 X      -        Current Patient Location
    00380400 X      -        Patient's Institution Residence
    00380500 X      pCeC     Patient State
    00384000 X      eC       Visit Comments
    003A0020 X      -        Multiplex Group Label
    003A0203 X      -        Channel Label
    003A020C X      -        Channel Derivation Description
    003A0310 U      uK       Multiplex Group UID
    003A0314 D      fKmC     Impedance Measurement DateTime
    003A0329 X      eC       Waveform Filter Description
    003A032B X      eC       Filter Lookup Table Description
    00400001 X      dC       Scheduled Station AE Title
    00400002 X      fKmC     Scheduled Procedure Step Start Date
    00400003 X      fKmC     Scheduled Procedure Step Start Time
    00400004 X      fKmC     Scheduled Procedure Step End Date
    00400005 X      fKmC     Scheduled Procedure Step End Time
    00400006 X      -        Scheduled Performing Physician's Name
    """
}
