using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Chat.Groups;

/// <summary>A link into a group. Only its digest is kept, so whoever reads the database gets in nowhere.</summary>
internal sealed class Invitation
{
    private Invitation()
    {
    }

    private Invitation(Guid groupId, byte[] digest) => (Id, GroupId, Digest) = (Guid.CreateVersion7(), groupId, digest);

    public Guid Id { get; private set; }

    public Guid GroupId { get; private set; }

    public byte[] Digest { get; private set; } = [];

    public Guid CreatedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>How many may join with it.</summary>
    public int Limit { get; private set; }

    public int Used { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>The token is told once and never again.</summary>
    public static (Invitation Invitation, string Token) Make(Guid groupId, Guid createdBy, int limit, TimeSpan lifetime, DateTimeOffset at)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        return (new(groupId, DigestOf(token)) { CreatedBy = createdBy, CreatedAt = at, ExpiresAt = at + lifetime, Limit = limit }, token);
    }

    /// <summary>The token has 128 random bits, so a plain digest cannot be guessed back.</summary>
    public static byte[] DigestOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public bool IsGood(DateTimeOffset at) => RevokedAt is null && at < ExpiresAt && Used < Limit;

    /// <summary>To be called by whoever holds the group's lock.</summary>
    public void Use() => Used++;

    internal sealed class Configuration : IEntityTypeConfiguration<Invitation>
    {
        public void Configure(EntityTypeBuilder<Invitation> builder)
        {
            builder.HasIndex(invitation => invitation.Digest).IsUnique();
            builder.HasIndex(invitation => new { invitation.GroupId, invitation.Id });
        }
    }
}
