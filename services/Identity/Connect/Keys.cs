using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Identity.Connect;

/// <summary>
/// The keys of the tokens, as files in <c>Keys:Directory</c>: made at the first start, the same ones ever after and on every node that shares the folder;
/// readable by their owner alone, and encrypted when there is a <c>Keys:Passphrase</c>. An operator may put files of their own there instead.
/// Without the setting they live as long as the process, which is for development and tests only.
/// </summary>
internal sealed class Keys(IConfiguration configuration, IHostEnvironment environment) : IConfigureOptions<OpenIddictServerOptions>
{
    public void Configure(OpenIddictServerOptions options)
    {
        options.SigningCredentials.Add(new(Load("signing"), SecurityAlgorithms.RsaSha256));
        options.EncryptionCredentials.Add(new(Load("encryption"), SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    private RsaSecurityKey Load(string name)
    {
        var rsa = RSA.Create(3072);
        if (configuration["Keys:Directory"] is { Length: > 0 } directory)
            Import(rsa, ReadOrCreate(directory, name, rsa), name);
        else if (environment.IsProduction())
            throw new InvalidOperationException("Set Keys:Directory to a folder that survives a restart; the keys of the tokens are kept there.");

        return new RsaSecurityKey(rsa) { KeyId = Convert.ToHexString(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..16] };
    }

    /// <summary>A file that the operator has put there counts whether it is encrypted or not; only an encrypted one needs the passphrase.</summary>
    private void Import(RSA rsa, string pem, string name)
    {
        if (!pem.Contains("ENCRYPTED", StringComparison.Ordinal))
            rsa.ImportFromPem(pem);
        else if (configuration.KeyPassphrase() is { } passphrase)
            rsa.ImportFromEncryptedPem(pem, passphrase);
        else
            throw new InvalidOperationException($"{name}.pem is encrypted: set Keys:Passphrase.");
    }

    private string Export(RSA rsa) => configuration.KeyPassphrase() is { } passphrase
        ? rsa.ExportEncryptedPkcs8PrivateKeyPem(passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 210_000))
        : rsa.ExportPkcs8PrivateKeyPem();

    private string ReadOrCreate(string directory, string name, RSA fresh)
    {
        var path = Path.Combine(directory, name + ".pem");
        if (File.Exists(path))
            return File.ReadAllText(path);

        Directory.CreateDirectory(directory);
        var draft = Path.Combine(directory, $"{name}.{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // From the first byte on: nobody reads it in between.
        using (var writer = new StreamWriter(draft, options))
            writer.Write(Export(fresh));
        try
        {
            // Two nodes may start at once: whole files only, and the first one stays.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }

        return File.ReadAllText(path);
    }
}
