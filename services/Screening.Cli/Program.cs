using PeerSupport.Screening.Cli;

return args switch
{
    ["screen"] => Batch.Run(Console.In, Console.Out),
    ["explain", var text] => Explain.Run(text, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        screen             reads JSON Lines {"id","text"} and writes {"id","labels","risk","elapsed_us","matches"}
        explain "text"     says in words what is found in one text
        """);
    return 2;
}
