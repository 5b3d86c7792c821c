using PeerSupport.Load;

return args switch
{
    ["screening"] => ScreeningLatency.Run(Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("screening   how long screening takes, as a histogram over 20,000 varied messages, beside plain normalisation of the same texts");
    return 2;
}
