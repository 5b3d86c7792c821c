using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using PeerSupport.Identity.Connect;

namespace PeerSupport.Identity.Tests;

public sealed class KeysTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("keys-").FullName;

    [Fact]
    public void Keys_are_made_once_and_are_readable_by_their_owner_alone()
    {
        var first = Load();
        Assert.Equal(first, Load());
        foreach (var file in Directory.GetFiles(_directory))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void With_a_passphrase_the_files_are_encrypted_and_nothing_opens_them_without_it()
    {
        var first = Load("tin roof and slow rain");
        Assert.Equal(first, Load("tin roof and slow rain"));
        Assert.All(Directory.GetFiles(_directory), file => Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.Contains("Keys:Passphrase", Assert.Throws<InvalidOperationException>(() => Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_from_before_there_was_a_passphrase_stay_good() => Assert.Equal(Load(), Load("tin roof and slow rain"));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string Load(string? passphrase = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Keys:Directory"] = _directory, ["Keys:Passphrase"] = passphrase }).Build();
        var options = new OpenIddictServerOptions();
        new Keys(configuration, new HostingEnvironment { EnvironmentName = "Production" }).Configure(options);
        return Assert.IsType<RsaSecurityKey>(options.SigningCredentials.Single().Key).KeyId;
    }
}
