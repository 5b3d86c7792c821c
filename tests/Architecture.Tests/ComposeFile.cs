using PeerSupport.Local;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace PeerSupport.Architecture.Tests;

/// <summary>docker-compose.yml as the engine would read it: anchors and merges resolved, variables as they stand.</summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<object, object> _services;

    public ComposeFile(Checkout checkout)
    {
        Text = File.ReadAllText(checkout.At("docker-compose.yml"));
        using var reader = new StringReader(Text);
        var root = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(reader)))!;
        _services = (Dictionary<object, object>)root["services"];
    }

    public string Text { get; }

    public IEnumerable<string> Services => _services.Keys.Cast<string>();

    public bool Has(string service) => _services.ContainsKey(service);

    public Dictionary<string, string> Environment(string service) =>
        Map(service, "environment").ToDictionary(pair => (string)pair.Key, pair => pair.Value as string ?? "");

    public Dictionary<string, string> DependsOn(string service) =>
        Map(service, "depends_on").ToDictionary(pair => (string)pair.Key, pair => (string)((Dictionary<object, object>)pair.Value)["condition"]);

    public string[] List(string service, string key) => Service(service).TryGetValue(key, out var list) ? [.. ((List<object>)list).Cast<string>()] : [];

    public string? Image(string service) => Service(service).TryGetValue("image", out var image) ? (string)image : null;

    /// <summary>The folder that the image is built from; the step that migrates builds it for the service that shares its image.</summary>
    public string? Project(string service)
    {
        var builder = Services.FirstOrDefault(other => Image(other) == Image(service) && Service(other).ContainsKey("build"));
        return builder is null ? null : (string)((Dictionary<object, object>)Map(builder, "build")["args"])["PROJECT"];
    }

    private Dictionary<object, object> Service(string name) => (Dictionary<object, object>)_services[name];

    private Dictionary<object, object> Map(string service, string key) =>
        Service(service).TryGetValue(key, out var value) ? (Dictionary<object, object>)value : [];
}
