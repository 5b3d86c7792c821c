using System.Globalization;
using PeerSupport.Screening;
using PeerSupport.Screening.Model;
using PeerSupport.Screening.Training;

if (args.Length < 2)
{
    Console.Error.WriteLine("folder [folder ...] file   trains on the labelled messages of all folders (*.jsonl), prints the model card and writes the model to the file");
    return 2;
}
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var examples = Example.Read(args[..^1]);
var rules = Screener.CreateDefault(new() { UseModel = false });
var vectors = new Vectors(examples.Select(example => example.Text), rules.Rules);
var scores = CrossValidation.Scores(examples, vectors);
var thresholds = Thresholds.Choose(examples, scores);
new ModelCard(examples, scores, thresholds, rules).Print(Console.Out);

var heads = Heads.Names.Select(name => Trainer.Train(vectors.Slots, [.. examples.Select(example => example.Answers(name))])).ToList();
using var file = File.Create(args[^1]);
ModelFile.Write(file, DateOnly.FromDateTime(DateTime.UtcNow), [.. heads.Select(head => head.Weights)], [.. heads.Select(head => head.Bias)], thresholds);
return 0;
