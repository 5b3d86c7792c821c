namespace PeerSupport.ServiceDefaults;

/// <summary>What a token says of its member's age, in the claim <see cref="Claim"/>: the band and never the date.</summary>
public static class AgeBands
{
    /// <summary>The claim's name.</summary>
    public const string Claim = "age_band";

    /// <summary>16 or 17 years.</summary>
    public const string Under18 = "16-17";

    /// <summary>18 years or more.</summary>
    public const string Adults = "18";
}
