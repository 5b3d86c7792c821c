namespace PeerSupport.Chaos.Tests;

/// <summary>That the checker sees: each test is a run in which one thing went wrong.</summary>
public sealed class CheckerTests
{
    private readonly Guid _group = Guid.NewGuid();
    private readonly Guid _author = Guid.NewGuid();
    private readonly List<StoredEntry> _log = [];
    private readonly List<StoredMessage> _messages = [];
    private readonly Diary _writer;
    private readonly Diary _reader;
    private long _head;

    public CheckerTests()
    {
        (_writer, _reader) = (new(_author, _group), new(Guid.NewGuid(), _group));
        for (var sequence = 1; sequence <= 3; sequence++)
            Say(sequence);
    }

    [Fact]
    public void A_run_in_which_nothing_went_wrong_finds_nothing()
    {
        Show(1, 2, 3);
        Assert.Empty(Check().Words);
    }

    [Fact]
    public void An_acknowledged_post_that_is_not_stored_is_lost()
    {
        Show(1, 2, 3);
        _writer.Promised(new("post", Guid.NewGuid(), Guid.NewGuid(), 4, "gone", 9));
        Assert.Equal(1, Check().Lost);
    }

    [Fact]
    public void A_post_that_stands_at_another_number_than_was_acknowledged_is_lost()
    {
        Show(1, 2, 3);
        _writer.Promised(new("post", _messages[0].ClientId, _messages[0].Id, 3, "moved", 9));
        Assert.Equal(1, Check().Lost);
    }

    [Fact]
    public void A_held_message_that_was_acknowledged_and_is_not_stored_is_lost()
    {
        Show(1, 2, 3);
        _writer.Promised(new("held", Guid.NewGuid(), Guid.NewGuid(), null, "gone", 9));
        Assert.Equal(1, Check().Lost);
    }

    [Fact]
    public void A_deleting_that_was_acknowledged_and_did_not_happen_is_lost()
    {
        Show(1, 2, 3);
        _writer.Promised(new("delete", null, _messages[0].Id, null, null, 9));
        Assert.Equal(1, Check().Lost);
    }

    [Fact]
    public void A_line_that_somebody_was_never_shown_is_lost()
    {
        Show(1, 3);
        Assert.Equal(1, Check().Lost);
    }

    [Fact]
    public void A_line_that_was_shown_twice_is_doubled()
    {
        Show(1, 2, 2, 3);
        Assert.Equal(1, Check().Doubled);
    }

    [Fact]
    public void One_client_id_of_two_messages_is_doubled()
    {
        Show(1, 2, 3);
        _messages.Add(_messages[0] with { Id = Guid.NewGuid() });
        Assert.Equal(1, Check().Doubled);
    }

    [Fact]
    public void A_message_that_is_posted_twice_in_the_log_is_doubled()
    {
        _log.Add(new(_group, _head = 4, "post", _messages[0].Id));
        Show(1, 2, 3, 4);
        Assert.Equal(1, Check().Doubled);
    }

    [Fact]
    public void Lines_that_were_shown_in_another_order_are_out_of_order()
    {
        Show(1, 3, 2);
        Assert.Equal(1, Check().OutOfOrder);
    }

    [Fact]
    public void A_line_that_is_another_one_in_the_log_is_out_of_order()
    {
        Show(1, 2);
        _reader.Show(new(3, "post", Guid.NewGuid(), Guid.NewGuid(), _author, "other"));
        Assert.Equal(1, Check().OutOfOrder);
    }

    [Fact]
    public void A_gap_in_the_log_and_a_head_beyond_it_are_out_of_order()
    {
        _log.RemoveAt(1);
        _head = 4;
        var words = Check().Words;
        Assert.Contains(words, line => line.Contains("has 3 where 2 belongs", StringComparison.Ordinal));
        Assert.Contains(words, line => line.Contains("says 4, and its log ends at 3", StringComparison.Ordinal));
    }

    [Fact]
    public void What_somebody_wrote_later_and_stands_earlier_is_out_of_order()
    {
        Show(1, 2, 3);
        _writer.Promised(new("post", _messages[2].ClientId, _messages[2].Id, 3, "c", 9));
        _writer.Promised(new("post", _messages[1].ClientId, _messages[1].Id, 2, "b", 9));
        Assert.Equal(1, Check().OutOfOrder);
    }

    [Theory]
    [InlineData(11, 3, 1)] // After they had left, and written after it.
    [InlineData(11, 2, 0)] // Written before they left.
    [InlineData(9, 3, 0)] // Before it was confirmed.
    [InlineData(21, 3, 0)] // They had asked to come back.
    public void What_is_written_after_somebody_has_left_is_not_for_them(long at, long sequence, int exposed)
    {
        Show(1, 2, 3);
        _reader.Left(new(10, 20, 2));
        _reader.Arrived(new(at, null, Line(sequence)));
        Assert.Equal(exposed, Check().Exposed);
    }

    [Fact]
    public void A_held_message_is_for_its_author_alone()
    {
        Show(1, 2, 3);
        var held = new StoredMessage(Guid.NewGuid(), Guid.NewGuid(), _author, null, "held");
        _messages.Add(held);
        _writer.Promised(new("held", held.ClientId, held.Id, null, "unkind", 5));
        var line = new Entry(4, "post", held.Id, held.ClientId, _author, "unkind");
        _writer.Arrived(new(6, null, line));
        Assert.Equal(0, Check().Exposed);

        _reader.Arrived(new(6, null, line));
        Assert.NotEqual(0, Check().Exposed);
    }

    [Fact]
    public void A_held_change_is_for_its_author_alone()
    {
        Show(1, 2, 3);
        _writer.Promised(new("held", null, _messages[0].Id, null, "unkind", 5));
        _reader.Arrived(new(6, null, Line(1) with { Body = "unkind" }));
        Assert.Equal(1, Check().Exposed);
    }

    [Theory]
    [InlineData(6L, 1)]
    [InlineData(4L, 0)]
    [InlineData(null, 0)] // It may have been on its way.
    public void Deleted_words_are_for_nobody_who_asks_afterwards(long? asked, int exposed)
    {
        Show(1, 2, 3);
        _messages[0] = _messages[0] with { State = "deleted" };
        _writer.Promised(new("delete", null, _messages[0].Id, null, null, 5));
        _reader.Arrived(new(7, asked, Line(1)));
        Assert.Equal(exposed, Check().Exposed);
    }

    [Fact]
    public void A_post_without_an_answer_at_the_end_is_told()
    {
        Show(1, 2, 3);
        _reader.Unanswered = 2;
        Assert.Equal(2, Check().Unanswered);
    }

    private void Say(long sequence)
    {
        var message = new StoredMessage(Guid.NewGuid(), Guid.NewGuid(), _author, sequence, "visible");
        _messages.Add(message);
        _log.Add(new(_group, _head = sequence, "post", message.Id));
        _writer.Show(Line(sequence));
    }

    private void Show(params long[] sequences)
    {
        foreach (var sequence in sequences)
            _reader.Show(Line(sequence));
        for (var sequence = 4; sequence <= _log.Count; sequence++)
            _writer.Show(Line(sequence));
    }

    private Entry Line(long sequence)
    {
        var message = _messages.First(message => message.Id == _log[(int)sequence - 1].MessageId);
        return new(sequence, _log[(int)sequence - 1].Kind, message.Id, message.ClientId, _author, $"line {sequence}");
    }

    private Findings Check() => Checker.Check(new(_log, _messages, new Dictionary<Guid, long> { [_group] = _head }), [_writer, _reader]);
}
