namespace PeerSupport.Screening;

/// <summary>The names of everything screening can find. They are for the moderators' queue: never shown to other members, and never a diagnosis.</summary>
public static class Labels
{
    /// <summary>Suicidal thoughts or self-injury of the author.</summary>
    public const string SelfHarm = "self_harm";

    /// <summary>A wish, threat or act of the author against somebody.</summary>
    public const string HarmToOthers = "harm_to_others";

    /// <summary>The author is being hurt or controlled.</summary>
    public const string AbuseDisclosure = "abuse_disclosure";

    /// <summary>An attack aimed at a member or a group of people.</summary>
    public const string Harassment = "harassment";

    /// <summary>Sexual content or solicitation.</summary>
    public const string SexualContent = "sexual_content";

    /// <summary>Contact of the kind that grooming begins with.</summary>
    public const string GroomingContact = "grooming_contact";

    /// <summary>Details by which a person can be found outside this place.</summary>
    public const string PersonalInformation = "personal_information";

    /// <summary>Advertising, asking for money, scams.</summary>
    public const string SpamSolicitation = "spam_solicitation";

    /// <summary>Telling other people what to do with their medication or what they have.</summary>
    public const string MedicalAdvice = "medical_advice";

    /// <summary>Praise of, recruiting for or tips on disordered eating.</summary>
    public const string EatingDisorderPromotion = "eating_disorder_promotion";

    /// <summary>Praise of, recruiting for or dealing in substances.</summary>
    public const string SubstancePromotion = "substance_promotion";

    /// <summary>Another crisis: another person at risk now, a medical emergency, psychosis, nowhere safe to be.</summary>
    public const string CrisisOther = "crisis_other";

    /// <summary>Every label, in the order of the guide.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SelfHarm, HarmToOthers, AbuseDisclosure, Harassment, SexualContent, GroomingContact, PersonalInformation,
        SpamSolicitation, MedicalAdvice, EatingDisorderPromotion, SubstancePromotion, CrisisOther,
    ];

    /// <summary>Whether the label speaks of distress. Distress is never held back, muted or punished, and outranks every other label.</summary>
    public static bool IsDistress(string label) => label is SelfHarm or AbuseDisclosure or CrisisOther;
}
