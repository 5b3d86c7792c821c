using System.Text.Json.Nodes;

namespace PeerSupport.Content.Tests;

/// <summary>The public interface changes only together with its description in services/Content/openapi.json, where a reviewer sees it.</summary>
public sealed class InterfaceTests(ContentFactory content) : IClassFixture<ContentFactory>
{
    [Fact]
    public async Task The_interface_is_the_one_that_is_checked_in()
    {
        var served = JsonNode.Parse(await content.Visitor.GetStringAsync("/api/content/openapi.json"))!;
        served.AsObject().Remove("servers");
        var text = served.ToJsonString(new() { WriteIndented = true });
        var checkedIn = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "openapi.json"), TestContext.Current.CancellationToken);

        if (text.ReplaceLineEndings("\n") != checkedIn.ReplaceLineEndings("\n").TrimEnd())
        {
            var copy = Path.Combine(AppContext.BaseDirectory, "openapi.served.json");
            await File.WriteAllTextAsync(copy, text + "\n", TestContext.Current.CancellationToken);
            Assert.Fail($"The interface has changed. If that is meant, copy {copy} over services/Content/openapi.json.");
        }
    }
}
