namespace PeerSupport.Screening;

/// <summary>The files inside the library.</summary>
internal static class Resources
{
    private const string Starter = "starter/";

    public static IEnumerable<string> StarterRules() => StarterFiles().Select(file => file.Value);

    /// <summary>The starter rules, file name and text, in the order of their names.</summary>
    public static IEnumerable<KeyValuePair<string, string>> StarterFiles() =>
        typeof(Resources).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Starter, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => KeyValuePair.Create(name[Starter.Length..], Read(name)));

    /// <summary>The trained model, or null when the library was built without one.</summary>
    public static Stream? Model() => typeof(Resources).Assembly.GetManifestResourceStream("model/starter");

    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Resources).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
