using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Members;
using PeerSupport.Contracts;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

/// <summary>A group that a member would like there to be; the fields are as in <see cref="GroupRequest"/>.</summary>
public sealed record ProposalRequest(
    [property: Required, StringLength(100, MinimumLength = 1)] string Name,
    [property: Required, StringLength(1000, MinimumLength = 1)] string Purpose,
    [property: Required, RegularExpression("^[a-z]{2,3}(-[A-Za-z]{2,4})?$", ErrorMessage = "Use a language code such as en or pt-BR.")] string Language,
    [property: StringLength(100)] string? Topic,
    [property: Required, MinLength(1, ErrorMessage = "Write at least one sentence that everybody agrees to."), MaxLength(20)] string[] Charter);

/// <summary>A yes.</summary>
/// <param name="Slug">The address of the group.</param>
/// <param name="Words">What goes along with it, up to 500 characters.</param>
public sealed record ApprovalRequest(
    [property: Required, StringLength(100), RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$", ErrorMessage = "Use lower-case letters, digits and single dashes.")] string Slug,
    [property: StringLength(500)] string? Words);

/// <summary>A no.</summary>
/// <param name="Words">Why, in words for whoever proposed it, up to 500 characters.</param>
public sealed record DeclineRequest([property: Required(ErrorMessage = "Write why, in words that they will read."), StringLength(500, MinimumLength = 1)] string? Words);

/// <summary>A proposal as admins and its author see it.</summary>
internal sealed record ProposalView(
    Guid Id, string By, DateTimeOffset At, string Name, string Purpose, string Language, string? Topic, string[] Charter, string AgeBand, ProposalState State, string? Words, string? GroupSlug);

internal static class ProposalEndpoints
{
    /// <summary>Whether members may propose groups; off unless the operator says so.</summary>
    public const string Setting = "Groups:MembersMayPropose";
    private const int MostOpen = 3;
    private const int MostListed = 100;

    public static void MapProposals(this IEndpointRouteBuilder api)
    {
        var proposals = api.MapGroup("proposals");
        proposals.MapPost("", ProposeAsync).WithSummary("Proposes a group, where the operator allows it; an admin answers.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        proposals.MapGet("mine", MineAsync).WithSummary("What the reader has proposed, the newest first.");
        var answers = proposals.MapGroup("").RequireAuthorization(Policies.Admin);
        answers.MapGet("", ListAsync).WithSummary("The proposals that wait for an answer, the oldest first, 100 at most.");
        answers.MapPost("{id:guid}/approve", ApproveAsync).WithSummary("Makes the group; whoever proposed it is its first member.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        answers.MapPost("{id:guid}/decline", DeclineAsync).WithSummary("Says no, and why.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ProposalView>, ProblemHttpResult>> ProposeAsync(
        ProposalRequest request, ChatDb db, CurrentUser user, GroupChanges changes, IConfiguration configuration, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!configuration.GetValue<bool>(Setting))
            return Problems.NotFound("proposals-closed", "Groups are made by the people who run this site. You can ask them.");
        if (user.AgeBand is not { } band)
            return Problems.Unprocessable("age-unknown", "Your sign-in does not say yet which age band you belong to. Please sign out, sign in again, and propose it then.");
        if (changes.Refuse(new(request.Name, request.Purpose, request.Language, request.Topic, null, request.Charter)) is { } refusal)
            return refusal;
        var me = user.Id;
        if (await db.Proposals.CountAsync(proposal => proposal.MemberId == me && proposal.State == ProposalState.Open, cancellationToken) >= MostOpen)
            return Problems.Unprocessable("enough-proposals", "Three of your proposals wait for an answer already. You can propose another one when one of them has it.");

        await Member.MeetAsync(db, me, user.Pseudonym, user.Country, cancellationToken);
        var proposal = new Proposal(me, clock.GetUtcNow())
        {
            Name = request.Name,
            Purpose = request.Purpose,
            Language = request.Language,
            Topic = request.Topic,
            Charter = request.Charter,
            AgeBand = band,
        };
        db.Add(proposal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(View(proposal, user.Pseudonym));
    }

    private static async Task<ProposalView[]> MineAsync(ChatDb db, CurrentUser user, CancellationToken cancellationToken)
    {
        var me = user.Id;
        var mine = await db.Proposals.AsNoTracking().Where(proposal => proposal.MemberId == me).OrderByDescending(proposal => proposal.At).Take(MostListed).ToListAsync(cancellationToken);
        return [.. mine.Select(proposal => View(proposal, user.Pseudonym))];
    }

    private static async Task<ProposalView[]> ListAsync(ChatDb db, CancellationToken cancellationToken)
    {
        var open = await db.Proposals.AsNoTracking().Where(proposal => proposal.State == ProposalState.Open).Join(db.Members, proposal => proposal.MemberId, member => member.Id, (proposal, member) => new { proposal, member.Pseudonym })
            .OrderBy(row => row.proposal.At).Take(MostListed).ToListAsync(cancellationToken);
        return [.. open.Select(row => View(row.proposal, row.Pseudonym))];
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ApproveAsync(
        Guid id, ApprovalRequest request, ChatDb db, GroupChanges changes, Admissions admissions, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await OpenAsync(db, id, cancellationToken) is not { } proposal)
            return NoSuchProposal();
        if (await db.Groups.AnyAsync(other => other.Slug == request.Slug, cancellationToken))
            return Problems.Invalid("slug", "There is a group at this address already. Please choose another one.");
        var group = new Group(request.Slug);
        group.Describe(new(proposal.Name, proposal.Purpose, proposal.Language, proposal.Topic, null, proposal.Charter) { AgeBand = proposal.AgeBand });
        db.Add(group);
        proposal.Approve(group.Slug, Given.OrNull(request.Words), clock.GetUtcNow());
        Tell(db, proposal, clock);
        if (await changes.SaveAsync(group, cancellationToken) is { } conflict)
            return conflict;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await admissions.TakeInAsync(await admissions.LockAsync(group.Id, cancellationToken), proposal.MemberId, group.CharterVersion, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeclineAsync(Guid id, DeclineRequest request, ChatDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await OpenAsync(db, id, cancellationToken) is not { } proposal)
            return NoSuchProposal();
        proposal.Decline(request.Words!.Trim(), clock.GetUtcNow());
        Tell(db, proposal, clock);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static void Tell(ChatDb db, Proposal proposal, TimeProvider clock) =>
        db.Enqueue(new ProposalAnswered(Guid.CreateVersion7(), clock.GetUtcNow(), proposal.Id, proposal.MemberId, proposal.Name, proposal.GroupSlug, proposal.Words));

    private static Task<Proposal?> OpenAsync(ChatDb db, Guid id, CancellationToken cancellationToken) =>
        db.Proposals.SingleOrDefaultAsync(proposal => proposal.Id == id && proposal.State == ProposalState.Open, cancellationToken);

    private static ProposalView View(Proposal proposal, string by) => new(
        proposal.Id, by, proposal.At, proposal.Name, proposal.Purpose, proposal.Language, proposal.Topic, proposal.Charter, proposal.AgeBand, proposal.State, proposal.Words, proposal.GroupSlug);

    private static ProblemHttpResult NoSuchProposal() => Problems.NotFound("proposal-not-found", "This proposal does not wait for an answer any more.");
}
