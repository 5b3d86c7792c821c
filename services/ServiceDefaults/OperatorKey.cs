using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;

namespace PeerSupport.ServiceDefaults;

/// <summary>The operator's own key for what the platform would otherwise keep readable at rest.</summary>
public static class OperatorKey
{
    /// <summary>The passphrase in <c>Keys:Passphrase</c>, which opens the certificate and the key files; null when there is none.</summary>
    public static string? KeyPassphrase(this IConfiguration configuration) => configuration["Keys:Passphrase"] is { Length: > 0 } passphrase ? passphrase : null;

    /// <summary>
    /// Encrypts the keys of cookies and forms with the RSA certificate at <c>Keys:Certificate</c>: a PEM file that also holds its private key, or PKCS#12. Without
    /// the setting they lie in the database as they are, and a copy of the database is enough to forge a cookie.
    /// </summary>
    /// <exception cref="InvalidOperationException">The file cannot be read; the message says so without its content.</exception>
    public static IDataProtectionBuilder ProtectWithOperatorKey(this IDataProtectionBuilder keys, IConfiguration configuration)
    {
        if (configuration["Keys:Certificate"] is not { Length: > 0 } path)
            return keys;

        var certificate = Load(path, configuration.KeyPassphrase());
        return keys.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
    }

    private static X509Certificate2 Load(string path, string? passphrase)
    {
        try
        {
            return Path.GetExtension(path) is ".pfx" or ".p12" ? X509CertificateLoader.LoadPkcs12FromFile(path, passphrase)
                : passphrase is null ? X509Certificate2.CreateFromPemFile(path)
                : X509Certificate2.CreateFromEncryptedPemFile(path, passphrase);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new InvalidOperationException("The certificate in Keys:Certificate cannot be opened: it is not there, not readable, or Keys:Passphrase does not fit.", exception);
        }
    }
}
