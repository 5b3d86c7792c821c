using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using PeerSupport.TestKit;

namespace PeerSupport.Gateway.Tests.Sessions;

public sealed class OperatorKeyTests
{
    [Fact]
    public async Task With_the_operators_certificate_the_keys_of_cookies_cannot_be_read_in_the_database()
    {
        var gateway = new WithCertificate();
        await gateway.InitializeAsync();
        using var browser = gateway.NewBrowser();
        using var _ = await browser.SignInAsync(TestUsers.Member());

        var keys = await gateway.Host.QueryAsync(db => db.DataProtectionKeys.Select(key => key.Xml!).ToListAsync(TestContext.Current.CancellationToken));

        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.DoesNotContain("masterKey", key, StringComparison.Ordinal));
        using var session = await browser.GetAsync("/session");
        Assert.Contains("\"signedIn\":true", await session.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await gateway.DisposeAsync();
    }

    private sealed class WithCertificate : GatewayFactory
    {
        private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("certificate-").FullName, "operator.pem");

        protected override Dictionary<string, string> Settings
        {
            get
            {
                using var rsa = RSA.Create(2048);
                using var certificate = new CertificateRequest("CN=operator", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                    .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
                File.WriteAllText(_file, certificate.ExportCertificatePem() + "\n" + rsa.ExportPkcs8PrivateKeyPem());
                return new() { ["Keys:Certificate"] = _file };
            }
        }
    }
}
