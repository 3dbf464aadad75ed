namespace PipelineReport;

/// <summary>Represents amounts of one currency.</summary>
/// <param name="Open">The value of the deals that are not closed yet.</param>
/// <param name="Won">The value of the deals that were won.</param>
internal readonly record struct Money(decimal Open, decimal Won);
