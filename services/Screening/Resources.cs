namespace PeerSupport.Screening;

/// <summary>The files inside the library.</summary>
internal static class Resources
{
    public static IEnumerable<string> StarterRules() =>
        typeof(Resources).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("starter/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read);

    /// <summary>The trained model, or null when the library was built without one.</summary>
    public static Stream? Model() => typeof(Resources).Assembly.GetManifestResourceStream("model/starter");

    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Resources).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
