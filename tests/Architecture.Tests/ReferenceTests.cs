using System.Xml.Linq;
using PeerSupport.Local;

namespace PeerSupport.Architecture.Tests;

/// <summary>Who may refer to whom. The rules are read from the project files, so a forbidden reference fails before anybody uses it.</summary>
public sealed class ReferenceTests
{
    private static readonly Checkout Checkout = Checkout.Find();

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Contracts"] = [],
        ["ServiceDefaults"] = [],
        ["Outbox"] = ["Contracts", "ServiceDefaults"],
        ["Screening"] = [],
        ["Screening.Cli"] = ["Screening"],
        ["Screening.Training"] = ["Screening"],
        ["Ui"] = [],
        ["Identity"] = ["Contracts", "ServiceDefaults", "Outbox", "Screening", "Ui"],
        ["Content"] = ["Contracts", "ServiceDefaults", "Outbox", "Screening"],
        ["Chat"] = ["Contracts", "ServiceDefaults", "Outbox", "Screening"],
        ["Moderation"] = ["Contracts", "ServiceDefaults", "Outbox", "Screening", "Screening.Training"],
        ["Notifications"] = ["Contracts", "ServiceDefaults", "Outbox"],
        ["Web"] = ["Contracts", "ServiceDefaults", "Ui"],
        ["Gateway"] = ["Contracts", "ServiceDefaults", "Outbox"],
    };

    public static TheoryData<string> Projects => [.. Files().Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_what_its_place_in_the_house_allows(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} has no place in the house yet: add it to the rules.");
        var file = Files().Single(file => Path.GetFileNameWithoutExtension(file) == project);
        var references = XDocument.Load(file).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
        Assert.Empty(references.Except(allowed!));
    }

    [Fact]
    public void Versions_stand_in_one_file_only()
    {
        var withVersion = Files().Where(file => XDocument.Load(file).Descendants("PackageReference").Any(reference => reference.Attribute("Version") is not null));
        Assert.Empty(withVersion);
    }

    [Fact]
    public void Events_are_sealed_records_with_an_id_and_a_time_in_the_namespace_that_is_their_address()
    {
        var events = typeof(Contracts.IIntegrationEvent).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Contracts.IIntegrationEvent)) && type.IsClass).ToList();
        Assert.NotEmpty(events);
        Assert.All(events, type =>
        {
            Assert.True(type.IsSealed);
            Assert.Equal("PeerSupport.Contracts", type.Namespace);
            Assert.NotNull(type.GetMethod("<Clone>$"));
        });
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Checkout.At("services"), "*.csproj", SearchOption.AllDirectories).Append(Checkout.At("gateway", "Gateway.csproj"));
}
