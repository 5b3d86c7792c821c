using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;

namespace PeerSupport.Gateway.Sessions;

/// <summary>
/// The random key in a session's cookie. The database knows its hash, by which the row is found, and the ticket encrypted under a key derived
/// from it: a copy of the database gives away neither a session nor a token.
/// </summary>
internal static class SessionKey
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static byte[] Seal(string key, AuthenticationTicket ticket)
    {
        var plain = TicketSerializer.Default.Serialize(ticket);
        var sealedTicket = new byte[NonceSize + plain.Length + TagSize];
        var nonce = sealedTicket.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(EncryptionKey(key), TagSize);
        aes.Encrypt(nonce, plain, sealedTicket.AsSpan(NonceSize, plain.Length), sealedTicket.AsSpan(NonceSize + plain.Length));
        return sealedTicket;
    }

    public static AuthenticationTicket? Open(string key, byte[] sealedTicket)
    {
        var plain = new byte[sealedTicket.Length - NonceSize - TagSize];
        using var aes = new AesGcm(EncryptionKey(key), TagSize);
        aes.Decrypt(sealedTicket.AsSpan(0, NonceSize), sealedTicket.AsSpan(NonceSize, plain.Length), sealedTicket.AsSpan(NonceSize + plain.Length), plain);
        return TicketSerializer.Default.Deserialize(plain);
    }

    private static byte[] EncryptionKey(string key) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key), 32, info: "peersupport session ticket"u8.ToArray());
}
