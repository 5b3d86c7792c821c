using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Identity.Accounts;

/// <summary>A member's age, as far as it is known: the band and never the date.</summary>
internal enum AgeBand
{
    SixteenOrSeventeen,
    Adult,
}

/// <summary>A member. The user name is the pseudonym; there is no other name and no e-mail address is needed.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    private Account()
    {
    }

    public Account(string pseudonym, AgeBand ageBand, string? country, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        UserName = pseudonym;
        (AgeBand, Country, CreatedAt, ProfileChangedAt) = (ageBand, country, at, at);
    }

    public AgeBand AgeBand { get; private set; }

    public string[] Roles { get; private set; } = [ServiceDefaults.Roles.Member];

    public string? Country { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Rises with each change of what others see; a projection keeps the highest.</summary>
    public long ProfileVersion { get; private set; } = 1;

    public DateTimeOffset ProfileChangedAt { get; private set; }

    public List<Consent> Consents { get; private set; } = [];

    public void Agree(string subject, string version, DateTimeOffset at) => Consents.Add(new(Id, subject, version, at));

    public void Grant(IEnumerable<string> roles, DateTimeOffset at)
    {
        string[] granted = [.. roles.Append(ServiceDefaults.Roles.Member).Distinct().Order()];
        if (granted.SequenceEqual(Roles))
            return;

        Roles = granted;
        ProfileChanged(at);
    }

    public void MoveTo(string? country, DateTimeOffset at)
    {
        if (country == Country)
            return;

        Country = country;
        ProfileChanged(at);
    }

    private void ProfileChanged(DateTimeOffset at)
    {
        ProfileVersion++;
        ProfileChangedAt = at;
    }

    internal sealed class Configuration : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> builder)
        {
            builder.ToTable("accounts");
            builder.Property(account => account.UserName).HasMaxLength(Pseudonyms.LongestLength).IsRequired();
            // Folding case can lengthen a name: ß becomes SS.
            builder.Property(account => account.NormalizedUserName).HasMaxLength(3 * Pseudonyms.LongestLength).IsRequired();
            builder.Property(account => account.AgeBand).HasConversion<string>().HasMaxLength(20);
            builder.Property(account => account.Country).HasMaxLength(2);
            builder.HasMany(account => account.Consents).WithOne().HasForeignKey(consent => consent.AccountId);
            // The least data: what is never asked for has no column.
            builder.Ignore(account => account.PhoneNumber).Ignore(account => account.PhoneNumberConfirmed);
        }
    }
}
