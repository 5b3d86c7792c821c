using System.Text.RegularExpressions;
using System.Xml.Linq;
using PeerSupport.Local;

namespace PeerSupport.Architecture.Tests;

/// <summary>docker-compose.yml must not rot where no engine is at hand: it is held against the code that it starts.</summary>
public sealed partial class ComposeTests
{
    private static readonly Checkout Checkout = Checkout.Find();
    private static readonly ComposeFile Compose = new(Checkout);
    private static readonly SettingsInCode Code = new(Checkout);

    /// <summary>The folders of all web programs.</summary>
    public static TheoryData<string> Programs =>
        [.. Directory.EnumerateFiles(Checkout.At("services"), "*.csproj", SearchOption.AllDirectories).Append(Checkout.At("gateway", "Gateway.csproj"))
            .Where(file => (string?)XDocument.Load(file).Root!.Attribute("Sdk") == "Microsoft.NET.Sdk.Web")
            .Select(file => Path.GetRelativePath(Checkout.Root, Path.GetDirectoryName(file)!))];

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_has_its_service_built_from_its_folder(string project)
    {
        Assert.True(Compose.Has(Name(project)), $"{project} is missing.");
        Assert.Equal(project, Compose.Project(Name(project)));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_that_owns_a_database_starts_after_its_migrations_and_waits_for_the_broker(string project)
    {
        var (name, step) = (Name(project), "migrate-" + Name(project));
        Assert.Equal(Code.HasDatabase(project), Compose.Has(step));
        if (!Compose.Has(step))
            return;
        Assert.Equal(["migrate"], Compose.List(step, "command"));
        Assert.Equal(Compose.Image(name), Compose.Image(step));
        Assert.Equal(Compose.Environment(name), Compose.Environment(step));
        Assert.Equal("service_healthy", Compose.DependsOn(step)["postgres"]);
        Assert.Equal("service_completed_successfully", Compose.DependsOn(name)[step]);
        Assert.Equal("service_healthy", Compose.DependsOn(name)["rabbitmq"]);
        Assert.StartsWith($"Host=postgres;Database={name};Username={name};", Compose.Environment(name)["ConnectionStrings__Database"], StringComparison.Ordinal);
        Assert.Contains($"\nmake {name} \"${Secret(name)}\"", File.ReadAllText(Checkout.At("deploy", "docker", "databases.sh")), StringComparison.Ordinal);
        Assert.True(Compose.Environment("postgres").ContainsKey(Secret(name)));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_setting_that_a_program_reads_is_set_and_no_other(string project)
    {
        var needed = Code.Of(project);
        if (!Code.HasDatabase(project))
            needed.ExceptWith(["ConnectionStrings:Database", "ConnectionStrings:RabbitMq"]);
        var set = Compose.Environment(Name(project)).Keys.Select(key => key.Replace("__", ":", StringComparison.Ordinal)).ToHashSet();
        Assert.Empty(needed.Except(set));

        // What all programs share may be read by some of them only; what stands at one program must be read by it.
        var everywhere = Programs.Select(row => Compose.Environment(Name(row.Data)).Keys.ToHashSet()).Aggregate((all, some) => [.. all.Intersect(some)]);
        Assert.Empty(set.Except(everywhere.Select(key => key.Replace("__", ":", StringComparison.Ordinal))).Except(needed));
    }

    [Fact]
    public void What_all_programs_share_is_read_by_one_of_them()
    {
        var read = Programs.SelectMany(row => Code.Of(row.Data)).Append("ASPNETCORE_URLS").ToHashSet();
        Assert.Empty(Compose.Environment("web").Keys.Select(key => key.Replace("__", ":", StringComparison.Ordinal)).Except(read));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Addresses_and_ports_agree(string project)
    {
        var environment = Compose.Environment(Name(project));
        Assert.Equal("http://+:8080", environment["ASPNETCORE_URLS"]);
        foreach (var (key, address) in environment.Where(pair => pair.Key.StartsWith("Services__", StringComparison.Ordinal)))
            Assert.Equal($"http://{key["Services__".Length..].ToLowerInvariant()}:8080", address);
        Assert.EndsWith("@rabbitmq:5672/", environment["ConnectionStrings__RabbitMq"], StringComparison.Ordinal);
        var recipe = File.ReadAllText(Checkout.At("deploy", "docker", "Dockerfile"));
        Assert.Contains("EXPOSE 8080", recipe, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:8080/health/ready", recipe, StringComparison.Ordinal);
    }

    [Fact]
    public void The_gateway_alone_publishes_a_port_and_it_is_the_public_origins()
    {
        Assert.Equal(["gateway"], Compose.Services.Where(service => Compose.List(service, "ports").Length > 0));
        Assert.Equal("${PUBLISH:-127.0.0.1:8080}:8080", Assert.Single(Compose.List("gateway", "ports")));
        Assert.Equal("${PUBLIC_ORIGIN:-http://localhost:8080}", Compose.Environment("gateway")["PublicOrigin"]);
        Assert.Equal(Compose.Environment("identity")["Identity__GatewaySecret"], Compose.Environment("gateway")["Gateway__ClientSecret"]);
    }

    [Fact]
    public void A_folder_of_keys_is_a_volume()
    {
        foreach (var service in Compose.Services.Where(service => Compose.Environment(service).ContainsKey("Keys__Directory")))
            Assert.Contains(Compose.List(service, "volumes"), volume => volume.EndsWith(":" + Compose.Environment(service)["Keys__Directory"], StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_recipe_copies_and_the_composition_mounts_exists()
    {
        var recipe = File.ReadAllText(Checkout.At("deploy", "docker", "Dockerfile"));
        foreach (var line in recipe.Split('\n').Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal)))
            Assert.All(line.Split(' ')[1..^1], path => Assert.True(Path.Exists(Checkout.At(path)), path));
        foreach (Match mount in Mounts().Matches(Compose.Text))
            Assert.True(Path.Exists(Checkout.At(mount.Groups[1].Value)), mount.Value);
        Assert.Equal("postgres:17", Compose.Image("postgres"));
        Assert.StartsWith("rabbitmq:4", Compose.Image("rabbitmq"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_secret_has_a_default()
    {
        foreach (Match variable in Variables().Matches(Compose.Text).Where(match => match.Groups[1].Value.Contains("PASSWORD", StringComparison.Ordinal) || match.Groups[1].Value.Contains("SECRET", StringComparison.Ordinal)))
            Assert.Equal(":?", variable.Groups[2].Value);
    }

    [Fact]
    public void Old_engines_read_it_too() =>
        // Debian 12's docker-compose knows these and nothing else at the top; the name of the project stands in .env for that reason.
        Assert.All(Top().Matches(Compose.Text), match => Assert.Matches("^(services|networks|volumes|x-[a-z]+)$", match.Groups[1].Value));

    [Fact]
    public void A_restore_reads_every_project_and_so_stays_until_one_changes()
    {
        var recipe = File.ReadAllText(Checkout.At("deploy", "docker", "Dockerfile"));
        var restore = recipe.IndexOf("dotnet restore", StringComparison.Ordinal);
        Assert.InRange(restore, 0, recipe.IndexOf("dotnet publish", StringComparison.Ordinal));
        Assert.Contains("services/*/*.csproj gateway/*.csproj", recipe, StringComparison.Ordinal);
        Assert.Contains("--no-restore", recipe, StringComparison.Ordinal);
        Assert.Contains("\nUSER 1654:1654", recipe, StringComparison.Ordinal);
        Assert.Contains("\nHEALTHCHECK ", recipe, StringComparison.Ordinal);
    }

    private static string Name(string project) => Path.GetFileName(project).ToLowerInvariant();

    private static string Secret(string service) => service.ToUpperInvariant() + "_DATABASE_PASSWORD";

    [GeneratedRegex(@"^([a-z][\w-]*):", RegexOptions.Multiline)]
    private static partial Regex Top();

    [GeneratedRegex(@"- \./([^:]+):")]
    private static partial Regex Mounts();

    [GeneratedRegex(@"\$\{([A-Z_]+)(:[?-])")]
    private static partial Regex Variables();
}
