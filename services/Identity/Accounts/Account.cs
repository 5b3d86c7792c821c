using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Contracts;

namespace PeerSupport.Identity.Accounts;

/// <summary>Somebody's account. The user name is the pseudonym; no real name and no address is asked for.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    private Account()
    {
    }

    public Account(string pseudonym, AgeBand ageBand, string? country, string[] roles, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7();
        UserName = pseudonym;
        AgeBand = ageBand;
        Country = country;
        Roles = roles;
        CreatedAt = now;
        LockoutEnabled = true;
        SecurityStamp = Guid.NewGuid().ToString("N");
    }

    public string Pseudonym => UserName!;

    public AgeBand AgeBand { get; private set; }

    public string? Country { get; private set; }

    public string[] Roles { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Rises with each change that others see.</summary>
    public long ProfileVersion { get; private set; } = 1;

    public List<Consent> Consents { get; private set; } = [];

    public void AssignRoles(string[] roles)
    {
        Roles = roles;
        ProfileVersion++;
    }

    public MemberProfileChanged Profile(DateTimeOffset now) =>
        new(Guid.CreateVersion7(), now, Id, ProfileVersion, Pseudonym, Roles, Country);
}

/// <summary>Groups of different ages are kept apart; the band is kept, the date of birth is not asked for.</summary>
internal enum AgeBand
{
    SixteenOrSeventeen,
    EighteenOrOver,
}

/// <summary>That a member agreed to the processing of what they write about their health, to which words, and when.</summary>
internal sealed class Consent
{
    /// <summary>The version of the words on the registration form.</summary>
    public const string CurrentVersion = "1";

    private Consent()
    {
    }

    public Consent(DateTimeOffset givenAt) => (Version, GivenAt) = (CurrentVersion, givenAt);

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public string Version { get; private set; } = "";

    public DateTimeOffset GivenAt { get; private set; }

    public DateTimeOffset? WithdrawnAt { get; private set; }
}

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.Property(account => account.UserName).HasMaxLength(30).IsRequired();
        builder.Property(account => account.NormalizedUserName).HasMaxLength(30).IsRequired();
        builder.Property(account => account.AgeBand).HasConversion<string>().HasMaxLength(20);
        builder.Property(account => account.Country).HasMaxLength(2);
        builder.OwnsMany(account => account.Consents, consent =>
        {
            consent.ToTable("consents");
            consent.WithOwner().HasForeignKey("account_id");
            consent.HasKey(given => given.Id);
            consent.Property(given => given.Id).ValueGeneratedNever();
            consent.Property(given => given.Version).HasMaxLength(20);
        });
    }
}
