// Written by Scripts/confidentiality-profile; do not edit.

extension ConfidentialityProfile {
  /// Rows of Table E.1-1 from group 0040 on: tag, action of the Basic Profile, options that change
  /// it (a letter and K or C each), name.
  static let rows2 = """
    00400007 X      eC       Scheduled Procedure Step Description
    00400009 X      -        Scheduled Procedure Step ID
    0040000B X      -        Scheduled Performing Physician Identification Sequence
    00400010 X      dK       Scheduled Station Name
    00400011 X      dK       Scheduled Procedure Step Location
    00400012 X      pC       Pre-Medication
    00400241 X      dC       Performed Station AE Title
    00400242 X      dK       Performed Station Name
    00400243 X      -        Performed Location
    00400244 X      fKmC     Performed Procedure Step Start Date
    00400245 X      fKmC     Performed Procedure Step Start Time
    00400250 X      fKmC     Performed Procedure Step End Date
    00400251 X      fKmC     Performed Procedure Step End Time
    00400253 X      -        Performed Procedure Step ID
    00400254 X      eC       Performed Procedure Step Description
    00400275 X      eC       Request Attributes Sequence
    00400280 X      eC       Comments on the Performed Procedure Step
    00400310 X      eC       Comments on Radiation Dose
    0040050A X      -        Specimen Accession Number
    00400512 D      -        Container Identifier
    00400513 Z      -        Issuer of the Container Identifier Sequence
    0040051A X      eC       Container Description
    00400551 D      -        Specimen Identifier
    00400554 U      uK       Specimen UID
    00400555 X/Z    sC       Acquisition Context Sequence
    00400556 X      -        Acquisition Context Description
    00400562 Z      -        Issuer of the Specimen Identifier Sequence
    00400600 X      eC       Specimen Short Description
    00400602 X      eC       Specimen Detailed Description
    00400610 Z      sC       Specimen Preparation Sequence
    004006FA X      -        Slide Identifier
    00401001 X      -        Requested Procedure ID
    00401002 X      eC       Reason for the Requested Procedure
    00401004 X      -        Patient Transport Arrangements
    00401005 X      -        Requested Procedure Location
    0040100A X      eC       Reason for Requested Procedure Code Sequence
    00401010 X      -        Names of Intended Recipients of Results
    00401011 X      -        Intended Recipients of Results Identification Sequence
    00401101 D      -        Person Identification Code Sequence
    00401102 X      -        Person's Address
    00401103 X      -        Person's Telephone Numbers
    00401104 X      -        Person's Telecom Information
    00401400 X      eC       Requested Procedure Comments
    00402001 X      eC       Reason for the Imaging Service Request
    00402004 X      fKmC     Issue Date of Imaging Service Request
    00402005 X      fKmC     Issue Time of Imaging Service Request
    00402008 X      -        Order Entered By
    00402009 X      -        Order Enterer's Location
    00402010 X      -        Order Callback Phone Number
    00402011 X      -        Order Callback Telecom Information
    00402016 Z      -        Placer Order Number / Imaging Service Request
    00402017 Z      -        Filler Order Number / Imaging Service Request
    00402400 X      eC       Imaging Service Request Comments
    00403001 X      -        Confidentiality Constraint on Patient Data Description
    00404005 X      fKmC     Scheduled Procedure Step Start DateTime
    00404008 X      fKmC     Scheduled Procedure Step Expiration DateTime
    00404010 X      fKmC     Scheduled Procedure Step Modification DateTime
    00404011 X      fKmC     Expected Completion DateTime
    00404023 U      uK       ?
    00404025 X      dK       Scheduled Station Name Code Sequence
    00404027 X      dK       Scheduled Station Geographic Location Code Sequence
    00404028 X      dK       Performed Station Name Code Sequence
    00404030 X      dK       Performed Station Geographic Location Code Sequence
    00404034 X      -        Scheduled Human Performers Sequence
    00404035 X      -        Actual Human Performers Sequence
    00404036 X      -        Human Performer's Organization
    00404037 X      -        Human Performer's Name
    00404050 X      fKmC     Performed Procedure Step Start DateTime
    00404051 X      fKmC     Performed Procedure Step End DateTime
    00404052 X      fKmC     Procedure Step Cancellation DateTime
    0040A023 X      fKmC     Findings Group Recording Date (Trial)
    0040A024 X      fKmC     Findings Group Recording Time (Trial)
    0040A027 D      -        Verifying Organization
    0040A030 D      fKmC     Verification DateTime
    0040A032 X/D    fKmC     Observation DateTime
    0040A033 X      fKmC     Observation Start DateTime
    0040A034 X      -        Effective Start DateTime
    0040A035 X      -        Effective Stop DateTime
    0040A073 D      -        Verifying Observer Sequence
    0040A075 D      -        Verifying Observer Name
    0040A078 X      -        Author Observer Sequence
    0040A07A X      -        Participant Sequence
    0040A07C X      -        Custodial Organization Sequence
    0040A082 Z      fKmC     Participation DateTime
    0040A088 Z      -        Verifying Observer Identification Code Sequence
    0040A110 X      fKmC     Date of Document or Verbal Transaction (Trial)
    0040A112 X      fKmC     Time of Document Creation or Verbal Transaction (Trial)
    0040A120 D      fKmC     DateTime
    0040A121 D      fKmC     Date
    0040A122 D      fKmC     Time
    0040A123 D      -        Person Name
    0040A124 U      -        UID
    0040A13A D      fKmC     Referenced DateTime
    0040A171 U      uK       Observation UID
    0040A172 U      uK       Referenced Observation UID (Trial)
    0040A192 X      fKmC     Observation Date (Trial)
    0040A193 X      fKmC     Observation Time (Trial)
    0040A307 X      -        Current Observer (Trial)
    0040A352 X      -        Verbal Source (Trial)
    0040A353 X      -        Address (Trial)
    0040A354 X      -        Telephone Number (Trial)
    0040A358 X      -        Verbal Source Identifier Code Sequence (Trial)
    0040A402 U      uK       Observation Subject UID (Trial)
    0040A730 D      sC       Content Sequence
    0040B020 X/D    -        Waveform Annotation Sequence
    0040B034 X      -        Annotation DateTime
    0040B036 X      -        Segment Definition DateTime
    0040B03B X      -        Montage Name
    0040B03F X      -        Montage Channel Label
    0040DB06 X      fKmC     Template Version
    0040DB07 X      fKmC     Template Local Version
    0040DB0C U      uK       Template Extension Organization UID
    0040DB0D U      uK       Template Extension Creator UID
    0040E004 X      fKmC     HL7 Document Effective Time
    0040E012 X      -        Display URI
    00420011 D      -        Encapsulated Document
    00440004 X      fKmC     Approval Status DateTime
    0044000B X      fKmC     Product Expiration DateTime
    00440010 X      fKmC     Substance Administration DateTime
    00440104 D      fKmC     Assertion DateTime
    00440105 X      fKmC     Assertion Expiration DateTime
    0050001B X      -        Container Component ID
    00500020 X      dK       Device Description
    00500021 X      eC       Long Device Description
    00620021 U      uK       Tracking UID
    00640003 U      uK       Source Frame of Reference UID
    00686226 D      fKmC     Effective DateTime
    00686270 D      fKmC     Information Issue DateTime
    006A0003 D      uK       Annotation Group UID
    006A0005 D      eC       Annotation Group Label
    006A0006 X      eC       Annotation Group Description
    00700001 D      gC       Graphic Annotation Sequence
    00700006 D      -        Unformatted Text Value
    00700082 X      fKmC     Presentation Creation Date
    00700083 X      fKmC     Presentation Creation Time
    00700084 Z/D    -        Content Creator's Name
    00700086 X      -        Content Creator's Identification Code Sequence
    0070031A U      uK       Fiducial UID
    00701101 U      uK       Presentation Display Collection UID
    00701102 U      uK       Presentation Sequence Collection UID
    0072000A D      fKmC     Hanging Protocol Creation DateTime
    0072005E D      dC       Selector AE Value
    0072005F D      pK       Selector AS Value
    00720061 D      fKmC     Selector DA Value
    00720063 D      fKmC     Selector DT Value
    00720065 D      -        Selector OB Value
    00720066 D      eC       Selector LO Value
    00720068 D      eC       Selector LT Value
    0072006A D      -        Selector PN Value
    0072006B D      fKmC     Selector TM Value
    0072006C D      eC       Selector SH Value
    0072006D D      -        Selector UN Value
    0072006E D      eC       Selector ST Value
    00720070 D      eC       Selector UT Value
    00720071 D      -        Selector UR Value
    00741234 X      dC       Receiving AE
    00741236 X      dC       Requesting AE
    00880140 U      uK       Storage Media File-set UID
    00880200 X      -        Icon Image Sequence(see Note 11)
    00880904 X      -        Topic Title
    00880906 X      -        Topic Subject
    00880910 X      -        Topic Author
    00880912 X      -        Topic Keywords
    01000420 X      fKmC     SOP Authorization DateTime
    04000100 U      -        Digital Signature UID
    04000105 D      fKmC     Digital Signature DateTime
    04000115 D      -        Certificate of Signer
    04000310 X      fKmC     Certified Timestamp
    04000402 X      -        Referenced Digital Signature Sequence
    04000403 X      -        Referenced SOP Instance MAC Sequence
    04000404 X      -        MAC
    04000550 X      -        Modified Attributes Sequence
    04000551 X      -        Nonconforming Modified Attributes Sequence
    04000552 X      -        Nonconforming Data Element Value
    04000561 X      -        Original Attributes Sequence
    04000562 D      fKmC     Attribute Modification DateTime
    04000563 D      dK       Modifying System
    04000564 Z      iK       Source of Previous Values
    04000565 D      eC       Reason for the Attribute Modification
    04000600 X      -        Instance Origin Status
    20300020 X      -        Text String
    21000040 X      fKmC     Creation Date
    21000050 X      fKmC     Creation Time
    21000070 X      dC       Originator
    21000140 D      dC       Destination AE
    22000002 X/Z    eC       Label Text
    22000005 X/Z    -        Barcode Value
    30020121 X      eC       Position Acquisition Template Name
    30020123 X      eC       Position Acquisition Template Description
    30060002 D      eC       Structure Set Label
    30060004 X      eC       Structure Set Name
    30060006 X      eC       Structure Set Description
    30060008 Z      fKmC     Structure Set Date
    30060009 Z      fKmC     Structure Set Time
    30060024 U      uK       Referenced Frame of Reference UID
    30060026 Z      eC       ROI Name
    30060028 X      eC       ROI Description
    3006002D X      fKmC     ROI DateTime
    3006002E X      fKmC     ROI Observation DateTime
    30060038 X      eC       ROI Generation Description
    3006004D X      -        ROI Creator Sequence
    3006004E X      -        ROI Interpreter Sequence
    30060085 X      eC       ROI Observation Label
    30060088 X      eC       ROI Observation Description
    300600A6 Z      -        ROI Interpreter
    300600C2 U      uK       Related Frame of Reference UID
    30080024 D      fKmC     Treatment Control Point Date
    30080025 D      fKmC     Treatment Control Point Time
    30080054 X/D    fKmC     First Treatment Date
    30080056 X/D    fKmC     Most Recent Treatment Date
    30080105 X/Z    dK       Source Serial Number
    30080162 D      fKmC     Safe Position Exit Date
    30080164 D      fKmC     Safe Position Exit Time
    30080166 D      fKmC     Safe Position Return Date
    30080168 D      fKmC     Safe Position Return Time
    30080250 X/D    fKmC     Treatment Date
    30080251 X/D    fKmC     Treatment Time
    300A0002 D      eC       RT Plan Label
    300A0003 X      eC       RT Plan Name
    300A0004 X      eC       RT Plan Description
    300A0006 X/D    fKmC     RT Plan Date
    300A0007 X/D    fKmC     RT Plan Time
    300A000B X      eC       Treatment Sites
    300A000E X      eC       Prescription Description
    300A0013 U      uK       Dose Reference UID
    300A0016 X      eC       Dose Reference Description
    300A0054 U      uK       Table Top Position Alignment UID
    300A0072 X      eC       Fraction Group Description
    300A0083 U      uK       Referenced Dose Reference UID
    300A00B2 X/Z    dK       Treatment Machine Name
    300A00C3 X      eC       Beam Description
    300A00DD X      eC       Bolus Description
    300A0196 X      eC       Fixation Device Description
    300A01A6 X      eC       Shielding Device Description
    300A01B2 X      eC       Setup Technique Description
    300A0216 X      dK       Source Manufacturer
    300A022C D      fKmC     Source Strength Reference Date
    300A022E D      fKmC     Source Strength Reference Time
    300A02EB X      eC       Compensator Description
    300A0608 D      eC       Treatment Position Group Label
    300A0609 U      uK       Treatment Position Group UID
    300A0611 Z      -        RT Accessory Holder Slot ID
    300A0615 Z      -        RT Accessory Device Slot ID
    300A0619 D      eC       Radiation Dose Identification Label
    300A0623 D      eC       Radiation Dose In-Vivo Measurement Label
    300A062A D      eC       RT Tolerance Set Label
    300A0650 U      uK       Patient Setup UID
    300A0676 X      eC       Equipment Frame of Reference Description
    300A067C D      eC       Radiation Generation Mode Label
    300A067D Z      eC       Radiation Generation Mode Description
    300A0700 U      uK       Treatment Session UID
    300A0734 D      eC       Treatment Tolerance Violation Description
    300A0736 D      fKmC     Treatment Tolerance Violation DateTime
    300A073A D      fKmC     Recorded RT Control Point DateTime
    300A0741 D      fKmC     Interlock DateTime
    300A0742 D      eC       Interlock Description
    300A0760 D      fKmC     Override DateTime
    300A0783 D      eC       Interlock Origin Description
    300A0785 U      uK       Referenced Treatment Position Group UID
    300A078E X      eC       Patient Treatment Preparation Procedure Parameter Description
    300A0792 X      eC       Patient Treatment Preparation Method Description
    300A0794 X      eC       Patient Setup Photo Description
    300A079A X      eC       Displacement Reference Label
    300C0113 X      eC       Reason for Omission Description
    300C0127 D      dKfKmC   Beam Hold Transition DateTime
    300E0004 Z      fKmC     Review Date
    300E0005 Z      fKmC     Review Time
    300E0008 X/Z    -        Reviewer Name
    30100006 U      uK       Conceptual Volume UID
    3010000B U      uK       Referenced Conceptual Volume UID
    3010000F Z      eC       Conceptual Volume Combination Description
    30100013 U      uK       Constituent Conceptual Volume UID
    30100015 U      uK       Source Conceptual Volume UID
    30100017 Z      eC       Conceptual Volume Description
    3010001B Z      -        Device Alternate Identifier
    3010002D D      dK       Device Label
    30100031 U      uK       Referenced Fiducials UID
    30100033 D      eC       User Content Label
    30100034 D      eC       User Content Long Label
    30100035 D      eC       Entity Label
    30100036 X      eC       Entity Name
    30100037 X      eC       Entity Description
    30100038 D      eC       Entity Long Label
    3010003B U      uK       RT Treatment Phase UID
    30100043 Z      dK       Manufacturer's Device Identifier
    3010004C X/D    fKmC     Intended Phase Start Date
    3010004D X/D    fKmC     Intended Phase End Date
    30100054 D      eC       RT Prescription Label
    30100056 X/D    eC       RT Treatment Approach Label
    3010005A Z      eC       RT Physician Intent Narrative
    3010005C Z      eC       Reason for Superseding
    30100061 X      eC       Prior Treatment Dose Description
    3010006E U      uK       Dosimetric Objective UID
    3010006F U      uK       Referenced Dosimetric Objective UID
    30100077 X/D    eC       Treatment Site
    3010007A Z      eC       Treatment Technique Notes
    3010007B Z      eC       Prescription Notes
    3010007F Z      eC       Fractionation Notes
    30100081 Z      eC       Prescription Notes Sequence
    30100085 X      fKmC     Intended Fraction Start Time
    40000010 X      -        Arbitrary
    40004000 X      -        Text Comments
    40080040 X      -        Results ID
    40080042 X      -        Results ID Issuer
    40080100 X      fKmC     Interpretation Recorded Date
    40080101 X      fKmC     Interpretation Recorded Time
    40080102 X      -        Interpretation Recorder
    40080108 X      fKmC     Interpretation Transcription Date
    40080109 X      fKmC     Interpretation Transcription Time
    4008010A X      -        Interpretation Transcriber
    4008010B X      eC       Interpretation Text
    4008010C X      -        Interpretation Author
    40080111 X      -        Interpretation Approver Sequence
    40080112 X      fKmC     Interpretation Approval Date
    40080113 X      fKmC     Interpretation Approval Time
    40080114 X      -        Physician Approving Interpretation
    40080115 X      eC       Interpretation Diagnosis Description
    40080118 X      -        Results Distribution List Sequence
    40080119 X      -        Distribution Name
    4008011A X      -        Distribution Address
    40080200 X      -        Interpretation ID
    40080202 X      -        Interpretation ID Issuer
    40080300 X      eC       Impressions
    40084000 X      eC       Results Comments
    FFFAFFFA X      -        Digital Signatures Sequence
    FFFCFFFC X      -        Data Set Trailing Padding
    """
}
