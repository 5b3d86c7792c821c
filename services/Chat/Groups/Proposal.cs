using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Chat.Groups;

/// <summary>What has become of a proposal.</summary>
public enum ProposalState
{
    /// <summary>An admin has not answered yet.</summary>
    Open,

    /// <summary>There is a group of it now.</summary>
    Approved,

    /// <summary>The answer was no.</summary>
    Declined,
}

/// <summary>A group that a member would like there to be.</summary>
internal sealed class Proposal
{
    private Proposal()
    {
    }

    public Proposal(Guid memberId, DateTimeOffset at) => (Id, MemberId, At) = (Guid.CreateVersion7(), memberId, at);

    public Guid Id { get; private set; }

    public Guid MemberId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string Name { get; set; } = "";

    public string Purpose { get; set; } = "";

    public string Language { get; set; } = "en";

    public string? Topic { get; set; }

    public string[] Charter { get; set; } = [];

    /// <summary>The age band of whoever proposes, for which the group would be.</summary>
    public string AgeBand { get; set; } = "";

    public ProposalState State { get; private set; }

    /// <summary>What the admin said.</summary>
    public string? Words { get; private set; }

    /// <summary>The address of the group that came of it.</summary>
    public string? GroupSlug { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public void Approve(string groupSlug, string? words, DateTimeOffset at) =>
        (State, GroupSlug, Words, AnsweredAt) = (ProposalState.Approved, groupSlug, words, at);

    public void Decline(string words, DateTimeOffset at) => (State, Words, AnsweredAt) = (ProposalState.Declined, words, at);

    internal sealed class Configuration : IEntityTypeConfiguration<Proposal>
    {
        public void Configure(EntityTypeBuilder<Proposal> builder)
        {
            builder.HasIndex(proposal => new { proposal.State, proposal.At });
            builder.HasIndex(proposal => proposal.MemberId);
            builder.Property(proposal => proposal.Name).HasMaxLength(100);
            builder.Property(proposal => proposal.Purpose).HasMaxLength(1000);
            builder.Property(proposal => proposal.Language).HasMaxLength(10);
            builder.Property(proposal => proposal.Topic).HasMaxLength(100);
            builder.Property(proposal => proposal.AgeBand).HasMaxLength(10);
            builder.Property(proposal => proposal.Words).HasMaxLength(500);
            builder.Property(proposal => proposal.GroupSlug).HasMaxLength(100);
        }
    }
}
