using PartnerCenter.Referrals.Mutation;

// A mutant may hang or end its process, so each of the other commands runs in a process that the first one starts.
switch (args)
{
    case ["measure", string report, string folder]:
        return await new Measurement(MutantReport.Read(report), folder).RunAsync();
    case ["cover", string coverage]:
        await Coverage.MeasureAsync(coverage);
        return 0;
    case ["run", string coverage, string ids, string results]:
        return await new Worker(Coverage.Read(coverage), results).RunAsync(File.ReadLines(ids).Select(int.Parse));
    case ["run-alone", string coverage, string id, string sameFile, string results]:
        return await new Worker(Coverage.Read(coverage), results).RunAloneAsync(int.Parse(id), [.. sameFile.Split(',').Select(int.Parse)]);
    default:
        Console.Error.WriteLine("Start the program by tests/mutation.sh.");
        return 2;
}
