using Npgsql;

namespace PeerSupport.Chat.Groups;

/// <summary>Asks who of some members has left a group.</summary>
internal sealed class Departures(NpgsqlDataSource database)
{
    // One statement and so one moment: whoever is not counted yet has not left yet.
    private const string Sql = """
        select g.departures, array(
            select asked.id from unnest($2) as asked(id)
            where not exists (select 1 from memberships m where m.group_id = g.id and m.member_id = asked.id and m.left_at is null))
        from groups g where g.id = $1
        """;

    /// <summary>Those who do not belong to it any more, and how many leavings that takes into account.</summary>
    public async Task<(HashSet<Guid> Left, long Counted)> OfAsync(Guid groupId, Guid[] members)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = groupId });
        command.Parameters.Add(new() { Value = members });
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? ([.. reader.GetFieldValue<Guid[]>(1)], reader.GetInt64(0)) : ([.. members], long.MaxValue);
    }
}
