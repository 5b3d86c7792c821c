using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PeerSupport.Identity.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Identity.Accounts;

/// <summary>What the form of registration holds.</summary>
internal sealed record RegistrationForm(string? Pseudonym, string? Password, string? Age, string? Country, bool AgreesToProcessing, bool HasReadGuidelines);

/// <summary>Makes an account, or says what to change by the id of the field.</summary>
internal sealed class Registration(UserManager<Account> users, IdentityDb db, NameScreening names, TimeProvider clock)
{
    public const string TooYoung = "under-16";
    private const string Taken = "Somebody here has this name already. Choose another one, or add a word to it.";

    public async Task<(Account? Account, IReadOnlyDictionary<string, string> Problems)> RegisterAsync(RegistrationForm form, CancellationToken cancellationToken)
    {
        var pseudonym = Pseudonyms.Tidy(form.Pseudonym);
        var problems = Check(form, pseudonym);
        if (!problems.ContainsKey("pseudonym") && names.Problem(pseudonym) is { } why)
            problems["pseudonym"] = why;
        if (!problems.ContainsKey("pseudonym") && await users.FindByNameAsync(pseudonym) is not null)
            problems["pseudonym"] = Taken;
        if (problems.Count > 0)
            return (null, problems);

        var now = clock.GetUtcNow();
        var account = new Account(pseudonym, form.Age == "16-17" ? AgeBand.SixteenOrSeventeen : AgeBand.Adult, Given.OrNull(form.Country), now);
        account.Agree(Consent.HealthData, Consent.CurrentVersion, now);
        account.Agree(Consent.Guidelines, Consent.CurrentVersion, now);
        try
        {
            var result = await users.CreateAsync(account, form.Password!);
            return result.Succeeded
                ? (account, problems)
                : (null, result.Errors.DistinctBy(FieldOf).ToDictionary(FieldOf, error => error.Code == "DuplicateUserName" ? Taken : error.Description));
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Two people asked for the same name in the same moment; the index lets one of them have it.
            db.ChangeTracker.Clear();
            return (null, new Dictionary<string, string> { ["pseudonym"] = Taken });
        }
    }

    private static Dictionary<string, string> Check(RegistrationForm form, string pseudonym)
    {
        var problems = new Dictionary<string, string>();
        if (Pseudonyms.Problem(pseudonym) is { } name)
            problems["pseudonym"] = name;
        if (Passwords.Problem(form.Password, pseudonym) is { } password)
            problems["password"] = password;
        if (form.Age is not ("16-17" or "18"))
            problems["age-18"] = "Say which of these is you.";
        if (Given.OrNull(form.Country) is { } country && !Countries.Knows(country))
            problems["country"] = "Choose a country from the list, or leave it open.";
        if (!form.AgreesToProcessing)
            problems["processing"] = "Without this we may not keep what you write, so there can be no account. Reading stays open to you.";
        if (!form.HasReadGuidelines)
            problems["guidelines"] = "Read the guidelines, and say that you have. They are one page.";
        return problems;
    }

    private static string FieldOf(IdentityError error) => error.Code.StartsWith("Password", StringComparison.Ordinal) ? "password" : "pseudonym";
}
