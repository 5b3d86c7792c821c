using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;

namespace PeerSupport.Moderation.Projections;

/// <summary>What moderation knows of a member, from identity's events.</summary>
internal sealed class Member : IEntityTypeConfiguration<Member>
{
    public Guid Id { get; private set; }

    public long Version { get; private set; }

    public string Pseudonym { get; private set; } = "";

    public void Configure(EntityTypeBuilder<Member> builder) => builder.Property(member => member.Pseudonym).HasMaxLength(100);
}

/// <summary>What moderation knows of a group, from chat's events.</summary>
internal sealed class Group : IEntityTypeConfiguration<Group>
{
    public Guid Id { get; private set; }

    public long Version { get; private set; }

    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public void Configure(EntityTypeBuilder<Group> builder) => builder.Property(group => group.Slug).HasMaxLength(200);
}

internal sealed class MemberProfileChangedConsumer(ModerationDb db) : IConsumer<MemberProfileChanged>
{
    public Task Consume(ConsumeContext<MemberProfileChanged> context)
    {
        var changed = context.Message;
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into members (id, version, pseudonym) values ({changed.MemberId}, {changed.Version}, {changed.Pseudonym})
            on conflict (id) do update set version = excluded.version, pseudonym = excluded.pseudonym where members.version < excluded.version
            """,
            context.CancellationToken);
    }
}

internal sealed class GroupChangedConsumer(ModerationDb db) : IConsumer<GroupChanged>
{
    public Task Consume(ConsumeContext<GroupChanged> context)
    {
        var changed = context.Message;
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into groups (id, version, slug, name) values ({changed.GroupId}, {changed.Version}, {changed.Slug}, {changed.Name})
            on conflict (id) do update set version = excluded.version, slug = excluded.slug, name = excluded.name where groups.version < excluded.version
            """,
            context.CancellationToken);
    }
}

internal static class ProjectionRegistration
{
    public static void AddProjections(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<MemberProfileChangedConsumer>();
        bus.AddConsumer<GroupChangedConsumer>();
    }
}
