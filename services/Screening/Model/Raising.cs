using PeerSupport.Screening.Rules;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Model;

/// <summary>
/// Lets the model add to what the rules have found. It only raises: a label at medium, a label of distress at high when the message sounds urgent
/// too, and never anything at critical. docs/decisions/0004-a-starter-model-raises-distress.md says why.
/// </summary>
internal sealed class Raising(LinearModel model)
{
    private const int MostPlaces = 3;
    // "After" and "nobody" alone say nothing that a model could know better than rules.
    public const int FewestWords = 4;

    private const string Plain = "The trained model reads the message so, mostly by these words. It has learnt from examples and can be wrong.";
    private const string Urgent = "The trained model reads the message as urgent, mostly by these words. It has learnt from examples and can be wrong.";
    private const string Learnt = "The model that learnt from this team's decisions reads the message so, mostly by these words. It can be wrong.";

    public string Version => model.Version;

    /// <summary>Adds what the model finds in the text that the reader has just read; makes the list of matches when there is none yet.</summary>
    public void Raise(View view, Reader reader, Features features, ref List<Match>? matches)
    {
        if (reader.Tokens.Count < FewestWords)
            return;
        features.Read(view, reader);
        Span<float> scores = stackalloc float[LinearModel.Row];
        model.Score(features, scores);
        Span<Risk> raised = stackalloc Risk[Labels.All.Count];
        Decide(model.Thresholds, scores, raised);
        for (var label = 0; label < raised.Length; label++)
            if (raised[label] > Risk.None && raised[label] > Found(matches, Labels.All[label]))
                Add(label, raised[label] == Risk.High ? Heads.Urgent : label, raised[label], raised[label] == Risk.High ? Urgent : Plain, view, reader, features, matches ??= []);
    }

    /// <summary>
    /// What a community's model finds in the text that the reader and the features have just read; null when nothing. It is added to the matches at
    /// medium, and only where they hold nothing high: what is high is looked at within half an hour anyway, and no label of such a model
    /// may change what is done with it.
    /// </summary>
    public List<string>? Learned(View view, Reader reader, Features features, bool mayRaise, ref List<Match>? matches, out float score)
    {
        score = 0;
        if (reader.Tokens.Count < FewestWords)
            return null;
        Span<float> scores = stackalloc float[LinearModel.Row];
        model.Score(features, scores);
        List<string>? labels = null;
        mayRaise &= matches?.Exists(match => match.Risk >= Risk.High) != true;
        for (var label = 0; label < Labels.All.Count; label++)
        {
            var threshold = model.Thresholds[label];
            if (threshold == float.MaxValue)
                continue;
            score = Math.Max(score, 1 / (1 + MathF.Exp(threshold - scores[label])));
            if (scores[label] < threshold)
                continue;
            (labels ??= []).Add(Labels.All[label]);
            if (mayRaise && Found(matches, Labels.All[label]) < Risk.Medium)
                Add(label, label, Risk.Medium, Learnt, view, reader, features, matches ??= []);
        }
        return labels;
    }

    /// <summary>Which risk the scores earn for each label, whatever rules say.</summary>
    public static void Decide(ReadOnlySpan<float> thresholds, ReadOnlySpan<float> scores, Span<Risk> raised)
    {
        var (anything, likeliest) = (false, -1);
        var urgent = scores[Heads.Urgent] >= thresholds[Heads.Urgent] || scores[Heads.Critical] >= thresholds[Heads.Critical];
        for (var label = 0; label < raised.Length; label++)
        {
            var distress = Labels.IsDistress(Labels.All[label]);
            // What a message is about needs less certainty once it is certain that it is about something.
            raised[label] = scores[label] >= thresholds[label] || (urgent && distress && scores[label] > 0) ? urgent && distress ? Risk.High : Risk.Medium : Risk.None;
            anything |= raised[label] > Risk.None;
            if (distress && (likeliest < 0 || scores[label] > scores[likeliest]))
                likeliest = label;
        }
        // An urgent message of which no label is likely is still about something: the kind of distress that comes nearest. Help offered in vain costs less.
        if (urgent && !anything)
            raised[likeliest] = Risk.High;
    }

    private static Risk Found(List<Match>? matches, string label)
    {
        var most = Risk.None;
        if (matches is null)
            return most;
        foreach (var match in matches)
            if (match.Label == label && match.Risk > most)
                most = match.Risk;
        return most;
    }

    private void Add(int label, int head, Risk risk, string says, View view, Reader reader, Features features, List<Match> matches)
    {
        var name = Labels.All[label];
        foreach (var (from, to) in Places(head, reader.Tokens.Count, features))
        {
            var start = view.Source(reader.Tokens[from].Start);
            matches.Add(new(Match.ModelPrefix + name, name, risk, start, view.SourceEnd(reader.Tokens[to - 1].End) - start, says));
        }
    }

    /// <summary>Where the features stand that speak most for a head; those that overlap become one place.</summary>
    private List<Span> Places(int head, int words, Features features)
    {
        Span<(int Weight, Span Place)> strongest = stackalloc (int, Span)[MostPlaces];
        for (var feature = 0; feature < features.Count; feature++)
        {
            var entry = (Weight: model.Weight(features.Found[feature], head), Place: features.Place(feature));
            for (var rank = 0; rank < MostPlaces && entry.Place.From >= 0; rank++)
                if (entry.Weight > strongest[rank].Weight)
                    (entry, strongest[rank]) = (strongest[rank], entry);
        }
        strongest.Sort((one, other) => one.Place.From.CompareTo(other.Place.From));
        var places = new List<Span>();
        foreach (var (weight, (from, to)) in strongest)
            if (weight == 0)
                continue;
            else if (places.Count > 0 && from < places[^1].To)
                places[^1] = new(places[^1].From, Math.Max(to, places[^1].To));
            else
                places.Add(new(from, to));
        return places.Count > 0 ? places : [new(0, words)];
    }
}
