using System.Text.RegularExpressions;
using System.Xml.Linq;
using PeerSupport.Local;
using PeerSupport.Ui;

namespace PeerSupport.Architecture.Tests;

/// <summary>The settings that a program reads, found in its sources and in those of the projects it refers to.</summary>
internal sealed partial class SettingsInCode(Checkout checkout)
{
    private static readonly string[] Behind = ["Identity", "Content", "Chat", "Moderation", "Notifications", "Web"];

    public HashSet<string> Of(string project)
    {
        var source = string.Join('\n', Folders(checkout.At(project)).SelectMany(Sources).Select(File.ReadAllText));
        HashSet<string> settings = [.. Keys().Matches(source).Select(match => match.Groups[1].Value).Where(key => !key.StartsWith("Npgsql:", StringComparison.Ordinal) && !key.StartsWith("Relational:", StringComparison.Ordinal))];
        settings.UnionWith(Indexers().Matches(source).Select(match => match.Groups[1].Value));
        settings.UnionWith(ConnectionStrings().Matches(source).Select(match => "ConnectionStrings:" + match.Groups[1].Value));
        settings.UnionWith(Addresses().Matches(source).Select(match => "Services:" + match.Groups[1].Value));
        // A section that is bound to a class is read whole.
        if (source.Contains("GetSection(\"Site\")", StringComparison.Ordinal))
            settings.UnionWith(typeof(SiteOptions).GetProperties().Select(property => "Site:" + property.Name));
        // The gateway and the pages put the name of a service into the key.
        if (source.Contains("$\"Services:{", StringComparison.Ordinal) && project == "gateway")
            settings.UnionWith(Behind.Select(service => "Services:" + service));
        return settings;
    }

    public bool HasDatabase(string project) => Sources(checkout.At(project)).Any(file => File.ReadAllText(file).Contains(".AddDatabase<", StringComparison.Ordinal));

    private static IEnumerable<string> Folders(string project)
    {
        var file = Directory.EnumerateFiles(project, "*.csproj").Single();
        var references = XDocument.Load(file).Descendants("ProjectReference").Select(reference => Path.GetDirectoryName(Path.GetFullPath(Path.Combine(project, (string)reference.Attribute("Include")!)))!);
        return references.SelectMany(Folders).Prepend(project).Distinct();
    }

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or "Migrations"));

    [GeneratedRegex("\"([A-Z][A-Za-z]*(?::[A-Z][A-Za-z]*)+)\"")]
    private static partial Regex Keys();

    [GeneratedRegex("onfiguration\\[\"([A-Za-z_]+)\"\\]")]
    private static partial Regex Indexers();

    [GeneratedRegex("GetConnectionString\\(\"([A-Za-z]+)\"\\)")]
    private static partial Regex ConnectionStrings();

    [GeneratedRegex("(?:ServiceAddress|Add<[A-Za-z]+>)\\((?:builder, )?\"([A-Z][A-Za-z]+)\"\\)")]
    private static partial Regex Addresses();
}
