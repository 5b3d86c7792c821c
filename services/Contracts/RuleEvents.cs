namespace PeerSupport.Contracts;

/// <summary>Moderation put a rule set into force, by approval or by going back to an earlier one. Chat screens by it from then on.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="Activation">Rises with each activation, going back included; who keeps the highest has the rules in force.</param>
/// <param name="Number">The version.</param>
/// <param name="Digest">The set's digest, which verdicts carry as their rule set version.</param>
/// <param name="Files">The rule files: JSON of file name and text, compressed with Brotli.</param>
public sealed record RuleSetActivated(Guid EventId, DateTimeOffset OccurredAt, long Activation, int Number, string Digest, byte[] Files) : IIntegrationEvent;

/// <summary>Moderation asks chat what a rule set would have found in the messages that there are.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="DryRunId">The dry run.</param>
/// <param name="Digest">The digest of the proposed set.</param>
/// <param name="Files">The proposed rule files, packed as in <see cref="RuleSetActivated"/>.</param>
/// <param name="GroupId">Only messages of this group; null for all.</param>
/// <param name="Since">Only messages from then on; null for no bound.</param>
/// <param name="Until">Only messages before then; null for no bound.</param>
/// <param name="Limit">The newest so many of them, 1 to 50,000.</param>
public sealed record DryRunRequested(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid DryRunId,
    string Digest,
    byte[] Files,
    Guid? GroupId,
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    int Limit) : IIntegrationEvent;

/// <summary>The dry run is not wanted any more.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="DryRunId">Which.</param>
public sealed record DryRunCancelled(Guid EventId, DateTimeOffset OccurredAt, Guid DryRunId) : IIntegrationEvent;

/// <summary>How far a dry run has come; at most one a second.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="DryRunId">Which.</param>
/// <param name="Read">Messages read so far.</param>
/// <param name="Total">Messages that it will read.</param>
public sealed record DryRunProgressed(Guid EventId, DateTimeOffset OccurredAt, Guid DryRunId, int Read, int Total) : IIntegrationEvent;

/// <summary>A dry run has come to its end.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="DryRunId">Which.</param>
/// <param name="Report">What it found; null when it broke.</param>
/// <param name="Fault">Why it broke, in words for a moderator; null when it did not.</param>
public sealed record DryRunFinished(Guid EventId, DateTimeOffset OccurredAt, Guid DryRunId, DryRunReport? Report, string? Fault) : IIntegrationEvent;

/// <summary>What a rule set would have changed.</summary>
/// <param name="ActiveDigest">The set in force that it was held against.</param>
/// <param name="ProposedDigest">The set that was tried.</param>
/// <param name="Messages">How many messages were read.</param>
/// <param name="Days">Over how many days they spread, at least one.</param>
/// <param name="Hits">For each label and level: how many messages have it now, would have it, and would gain or lose it.</param>
/// <param name="AlertsPerDay">For each level: how many messages a day would reach the moderators' queue, now and then.</param>
/// <param name="SlowestMicroseconds">How long the slowest message took the proposed set.</param>
/// <param name="SlowestLength">How many characters that message has.</param>
/// <param name="Gained">Up to 20 messages that nothing is found in now and something would be.</param>
/// <param name="Lost">Up to 20 messages of which it is the other way round.</param>
/// <param name="Changed">Up to 20 messages whose level or labels would be others.</param>
public sealed record DryRunReport(
    string ActiveDigest,
    string ProposedDigest,
    int Messages,
    double Days,
    DryRunHits[] Hits,
    DryRunAlerts[] AlertsPerDay,
    long SlowestMicroseconds,
    int SlowestLength,
    DryRunSample[] Gained,
    DryRunSample[] Lost,
    DryRunSample[] Changed);

/// <summary>Messages with one label at one level.</summary>
/// <param name="Label">One of the twelve labels.</param>
/// <param name="Level"><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</param>
/// <param name="Now">How many have it under the rules in force.</param>
/// <param name="Then">How many would have it.</param>
/// <param name="Gained">How many would have it that do not have it now.</param>
/// <param name="Lost">How many have it now and would not.</param>
public sealed record DryRunHits(string Label, string Level, int Now, int Then, int Gained, int Lost);

/// <summary>What moderators would have to look at.</summary>
/// <param name="Level"><c>medium</c>, <c>high</c> or <c>critical</c>.</param>
/// <param name="Now">Messages a day under the rules in force.</param>
/// <param name="Then">Messages a day under the proposed ones.</param>
public sealed record DryRunAlerts(string Level, double Now, double Then);

/// <summary>One message whose verdict would be another.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Text">Its text, for the moderators' eyes; kept for 30 days at most.</param>
/// <param name="Was">The level now.</param>
/// <param name="Becomes">The level that it would have.</param>
/// <param name="LabelsNow">The labels now.</param>
/// <param name="LabelsThen">The labels that it would have.</param>
public sealed record DryRunSample(Guid MessageId, string Text, string Was, string Becomes, string[] LabelsNow, string[] LabelsThen);
