using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Rules;

internal static class RuleEndpoints
{
    public static void MapRules(this IEndpointRouteBuilder app)
    {
        var rules = app.MapGroup("/api/moderation/rules").RequireAuthorization(Policies.Moderator).WithTags("Rules");
        rules.MapGet("versions", RuleReading.List).WithSummary("The versions of the rules, the newest first.");
        var version = rules.MapGroup("versions/{number:int}");
        Found(version.MapGet("", RuleReading.Read), "One version: its files, its rules, and where it stands.");
        Found(version.MapGet("files/{name}", RuleReading.ReadFile), "One file of a version.");
        Found(version.MapGet("rules/{id}", RuleReading.ReadRule), "One rule of a version, as fields and as lines.");
        Found(version.MapGet("differences", RuleReading.Compare), "What a version says otherwise than another, rule by rule.");

        Change(rules.MapPost("versions", Drafts.Start), "Begins a draft from a version.");
        Change(version.MapPut("files/{name}", Drafts.SaveFile), "Saves a file of a draft. What has faults is saved all the same, and the faults come back.");
        Change(version.MapDelete("files/{name}", Drafts.RemoveFile), "Takes a file out of a draft.");
        Change(version.MapPut("rules/{id}", Drafts.SaveRule), "Saves one rule of a draft, or adds it. Every other line of its file stays as it is.");
        Change(version.MapDelete("rules/{id}", Drafts.RemoveRule), "Takes one rule out of a draft.");
        Change(version.MapPost("discard", Approvals.Discard), "Gives up a draft or a proposal.");

        Found(version.MapPost("check", Trials.Check), "Puts the rules together and runs their examples.");
        Found(version.MapPost("try", Trials.Try), "Says how a sentence would be judged, and why. It is not kept.").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        Found(version.MapGet("dry-runs", DryRuns.List), "The dry runs of a version, the newest first.");
        Change(version.MapPost("dry-runs", DryRuns.Start), "Tries a version on the messages that there are.");
        rules.MapGet("dry-runs/groups", DryRuns.Groups).WithSummary("The groups whose messages rules can be tried on, by name, 1,000 at most; those by invitation and closed ones too.");
        Found(rules.MapGet("dry-runs/{id:guid}", DryRuns.Read), "One dry run with what it found.");
        Change(rules.MapPost("dry-runs/{id:guid}/cancel", DryRuns.Cancel), "Gives up a dry run.");

        Change(version.MapPost("propose", Approvals.Propose), "Proposes a draft, which is not changed any more.");
        Change(version.MapPost("approve", Approvals.Approve), "Approves what others propose, and puts it into force.");
        Change(version.MapPost("decline", Approvals.Decline), "Declines a proposal.");
        Change(version.MapPost("roll-back", Approvals.RollBack), "Goes back to a version that was in force before.");
    }

    private static RouteHandlerBuilder Found(RouteHandlerBuilder route, string summary) =>
        route.WithSummary(summary).ProducesProblem(StatusCodes.Status404NotFound);

    private static RouteHandlerBuilder Change(RouteHandlerBuilder route, string summary) =>
        Found(route, summary).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
