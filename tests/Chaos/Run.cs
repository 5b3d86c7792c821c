using System.Diagnostics;
using PeerSupport.TestKit;

namespace PeerSupport.Chaos;

/// <summary>What a run came to.</summary>
/// <param name="Breaks">Connections that were broken.</param>
/// <param name="Faults">What else went wrong, in its order.</param>
/// <param name="Posts">Posts that were acknowledged, those that are held included.</param>
/// <param name="Shown">Lines that clients showed.</param>
/// <param name="Removed">Members that were taken out of a group.</param>
/// <param name="Returned">Members that left and came back.</param>
/// <param name="Resumes">How long coming back took.</param>
/// <param name="Rest">How long everything took to come to rest when nobody wrote any more.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record Outcome(int Breaks, IReadOnlyList<string> Faults, int Posts, int Shown, int Removed, int Returned, Resumes Resumes, TimeSpan Rest, Findings Findings);

/// <summary>Members write, connections break, programs end, members are taken out; then everything comes to rest, and the diaries are compared with the database.</summary>
internal sealed class Run(World world, Plan plan, Action<string> say)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Random _random = new(20);
    private readonly List<(long From, long Until)> _windows = [];
    private readonly List<string> _done = [];
    private List<Person> _people = [];
    private Guid[] _groups = [];
    private int _breaks;

    public async Task<Outcome> RunAsync(CancellationToken cancellationToken)
    {
        var resumes = new Resumes(FellIntoFault);
        using var door = await GatherAsync(resumes, cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var living = Task.WhenAll(_people.Select(person => person.RunAsync(end.Token)));
        await Eventually.TrueAsync(() => Task.FromResult(_people.All(IsIn)), "the members did not get into their rooms", Patience);
        say($"{_people.Count} members are in {_groups.Length} rooms; breaking begins.");

        using var unrest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        unrest.CancelAfter(plan.Limit);
        var others = Task.WhenAll(UntilAsync(unrest, WriteAsync(unrest.Token)), UntilAsync(unrest, ComeAndGoAsync(door, unrest.Token)));
        await Task.WhenAll(UntilAsync(unrest, BreakAsync(unrest.Token)), UntilAsync(unrest, FailAsync(unrest.Token)));
        await unrest.CancelAsync();
        await others;

        var since = Stopwatch.StartNew();
        var stored = await RestAsync(cancellationToken);
        say($"At rest after {since.Elapsed.TotalSeconds:0.0} s.");
        await end.CancelAsync();
        await living;
        var diaries = _people.Select(person => person.Diary).ToList();
        return new(_breaks, _done, diaries.Sum(diary => diary.Promises.Count(promise => promise.ClientId is not null)), diaries.Sum(diary => diary.Shown.Count),
            door.Removed, door.Returned, resumes, since.Elapsed, Checker.Check(stored, diaries));
    }

    private static bool IsIn(Person person) => person.IsStranger || !person.Diary.Belongs || person.IsJoined;

    private async Task<Door> GatherAsync(Resumes resumes, CancellationToken cancellationToken)
    {
        var members = Enumerable.Range(0, plan.Groups * plan.Size).Select(_ => Guid.CreateVersion7()).ToArray();
        _groups = await StandaloneChat.FoundAsync(world.Chat[0].Address, world.Issuer, world.Database, plan.Groups, members);
        var tokens = members.Select((member, i) => (member, token: world.Issuer.Token(member, $"Member {i}", "member"))).ToDictionary(pair => pair.member, pair => pair.token);
        _people = [.. members.Select((member, i) => new Person(world, new(member, _groups[i / plan.Size]), tokens[member], resumes, i * 2))];
        var stranger = new Diary(Guid.CreateVersion7(), _groups[0]);
        stranger.Left(new(0, null, 0));
        _people.Add(new(world, stranger, world.Issuer.Token(stranger.MemberId, "Stranger", "member"), resumes, -5) { IsStranger = true });
        tokens[Guid.Empty] = world.Issuer.Token(Guid.CreateVersion7(), "Odile", "member", "admin");
        cancellationToken.ThrowIfCancellationRequested();
        return new(world, member => tokens[member], new(7));
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / plan.PostsPerSecond));
        while (await timer.WaitForNextTickAsync(stop))
            if (_people[Random.Shared.Next(_people.Count - 1)] is { Diary.Belongs: true } author)
                author.Write();
    }

    private async Task BreakAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / plan.BreaksPerSecond));
        while (_breaks < plan.Breaks && await timer.WaitForNextTickAsync(stop))
            if (_people[_random.Next(_people.Count - 1)] is { Diary.Belongs: true } person && person.BreakLine((Break)_random.Next(3)) && ++_breaks % 1000 == 0)
                say($"{_breaks} breaks");
    }

    /// <summary>One fault after the other, spread over the breaks.</summary>
    private async Task FailAsync(CancellationToken stop)
    {
        for (var i = 0; i < plan.Faults.Length; i++)
        {
            while (_breaks < plan.Breaks * (long)(i + 1) / (plan.Faults.Length + 2))
                await Task.Delay(100, stop);
            var fault = plan.Faults[i];
            var since = Stopwatch.StartNew();
            lock (_windows)
                _windows.Add((Stopwatch.GetTimestamp(), long.MaxValue));
            await fault.DoAsync(world, _random, stop);
            // Each once, because breaking goes on and somebody is always away.
            for (var away = _people.ToList(); away.Count > 0; await Task.Delay(50, stop))
                away.RemoveAll(IsIn);
            lock (_windows)
                _windows[^1] = (_windows[^1].From, Stopwatch.GetTimestamp());
            _done.Add(fault.What);
            say($"{fault.What}: over, and everybody back, after {since.Elapsed.TotalSeconds:0.0} s");
        }
    }

    /// <summary>From each group a third is taken out in the course of the run, and others go and come back.</summary>
    private async Task ComeAndGoAsync(Door door, CancellationToken stop)
    {
        var leaving = Enumerable.Range(0, plan.Groups * (plan.Size / 3)).Select(i => (i % plan.Groups * plan.Size) + (i / plan.Groups)).ToArray();
        for (var i = 0; i < leaving.Length; i++)
        {
            while (_breaks < plan.Breaks * (long)(i + 1) / (leaving.Length + 2))
                await Task.Delay(100, stop);
            await door.RemoveAsync(_people[leaving[i]], $"room-{leaving[i] / plan.Size}", stop);
            var returning = (leaving[i] / plan.Size * plan.Size) + (plan.Size / 2) + (i % (plan.Size / 2));
            await door.LeaveAndReturnAsync(_people[returning], $"room-{returning / plan.Size}", stop);
        }
    }

    /// <summary>Returns when everybody who belongs has said everything and been shown everything, or when the patience is over; the checker sees the difference.</summary>
    private async Task<Stored> RestAsync(CancellationToken cancellationToken)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var heads = (await world.ReadAsync("select id, last_sequence from groups where id = any($1)", row => (Id: row.GetGuid(0), Last: row.GetInt64(1)), cancellationToken, _groups))
                .ToDictionary(group => group.Id, group => group.Last);
            var behind = _people.Where(person => !person.IsStranger && person.Diary.Belongs)
                .Where(person => !person.IsJoined || !person.HasNothingToSay || person.Last < heads[person.Diary.GroupId]).ToList();
            if (behind.Count == 0 || since.Elapsed > Patience)
            {
                foreach (var person in behind)
                    person.NoteUnanswered();
                return await ReadAsync(heads, cancellationToken);
            }
            await Task.Delay(200, cancellationToken);
        }
    }

    private async Task<Stored> ReadAsync(Dictionary<Guid, long> heads, CancellationToken cancellationToken) => new(
        await world.ReadAsync("select group_id, sequence, kind, message_id from entries order by group_id, sequence",
            row => new StoredEntry(row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetGuid(3)), cancellationToken),
        await world.ReadAsync("select id, client_id, author_id, sequence, state from messages",
            row => new StoredMessage(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.IsDBNull(3) ? null : row.GetInt64(3), row.GetString(4)), cancellationToken),
        heads);

    private bool FellIntoFault(long from, long until)
    {
        lock (_windows)
            return _windows.Any(window => from < window.Until && until > window.From);
    }

    /// <summary>One that cannot go on ends all of them: the run would only look as if something had been tried.</summary>
    private static async Task UntilAsync(CancellationTokenSource unrest, Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The time is over; the counts tell what was not done.
        }
        catch
        {
            await unrest.CancelAsync();
            throw;
        }
    }
}
