using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Gateway.Sessions;

/// <summary>A browser's session as it lies in the database. The rows are read and written by <see cref="SessionStore"/> in plain SQL.</summary>
internal sealed class Session
{
    private Session()
    {
    }

    /// <summary>SHA-256 of the key in the cookie: who reads the table cannot make a cookie from it.</summary>
    public byte[] KeyHash { get; private set; } = [];

    public Guid MemberId { get; private set; }

    /// <summary>The tokens, encrypted under a key that only the cookie gives.</summary>
    public byte[] Ticket { get; private set; } = [];

    public DateTimeOffset BeganAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.ToTable("sessions");
            builder.HasKey(session => session.KeyHash);
            builder.HasIndex(session => session.MemberId);
            builder.HasIndex(session => session.ExpiresAt);
        }
    }
}
