using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Identity.Accounts;

/// <summary>What a member agreed to, in which wording and when: the proof that article 7 of the GDPR asks for.</summary>
internal sealed class Consent(Guid accountId, string subject, string version, DateTimeOffset givenAt)
{
    /// <summary>Processing of what says something about health, a special category under article 9.</summary>
    public const string HealthData = "health_data";

    public const string Guidelines = "guidelines";

    /// <summary>The wording on the page. Change it together with the sentence, so that the record says what was read.</summary>
    public const string CurrentVersion = "2";

    public Guid Id { get; private set; } = Guid.CreateVersion7(givenAt);

    public Guid AccountId { get; private set; } = accountId;

    public string Subject { get; private set; } = subject;

    public string Version { get; private set; } = version;

    public DateTimeOffset GivenAt { get; private set; } = givenAt;

    internal sealed class Configuration : IEntityTypeConfiguration<Consent>
    {
        public void Configure(EntityTypeBuilder<Consent> builder)
        {
            builder.ToTable("consents");
            // The key is made here; without this, a consent added to a loaded account would be taken for a row that exists.
            builder.Property(consent => consent.Id).ValueGeneratedNever();
            builder.Property(consent => consent.Subject).HasMaxLength(40);
            builder.Property(consent => consent.Version).HasMaxLength(20);
            builder.HasIndex(consent => new { consent.AccountId, consent.Subject, consent.Version }).IsUnique();
        }
    }
}
