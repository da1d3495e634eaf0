using System.Linq;
using System.Management.Automation.Language;
using System.Text.Json;

namespace EntraCertAuth.Engine
{
    /// <summary>
    /// `{"do":"parse","text":…}` → every command invocation of the text as PowerShell's parser sees it, by offset (UTF-16,
    /// start inclusive, end exclusive), and where it found errors. Nothing is run.
    /// </summary>
    static class ParseCommand
    {
        public static void Run(JsonElement request, Utf8JsonWriter writer)
        {
            var script = Parser.ParseInput(request.GetProperty("text").GetString(), out _, out var errors);
            writer.WriteStartArray("errors");
            foreach (var error in errors)
            {
                writer.WriteStartObject();
                writer.WriteNumber("start", error.Extent.StartOffset);
                writer.WriteString("id", error.ErrorId);
                writer.WriteBoolean("incomplete", error.IncompleteInput);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("commands");
            foreach (CommandAst command in script.FindAll(node => node is CommandAst, true).Cast<CommandAst>()
                .OrderBy(node => node.Extent.StartOffset).ThenByDescending(node => node.Extent.EndOffset))
            {
                WriteCommand(command, writer);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("functions");
            foreach (FunctionDefinitionAst function in script.FindAll(node => node is FunctionDefinitionAst, true)
                .Cast<FunctionDefinitionAst>().OrderBy(node => node.Extent.StartOffset))
            {
                writer.WriteStartObject();
                writer.WriteString("name", function.Name);
                WriteExtent(function.Extent, writer);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        static void WriteCommand(CommandAst command, Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteString("name", command.GetCommandName());
            WriteExtent(command.Extent, writer);
            writer.WriteString("invocation",
                command.InvocationOperator == TokenKind.Ampersand ? "ampersand" :
                command.InvocationOperator == TokenKind.Dot ? "dot" : "plain");
            if (command.Parent is PipelineAst pipeline)
            {
                writer.WriteNumber("position", pipeline.PipelineElements.IndexOf(command));
                writer.WriteNumber("length", pipeline.PipelineElements.Count);
            }

            writer.WriteStartObject("nameExtent");
            WriteExtent(command.CommandElements[0].Extent, writer);
            writer.WriteEndObject();
            writer.WriteStartArray("elements");
            foreach (var element in command.CommandElements.Skip(1))
            {
                WriteElement(element, writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        static void WriteElement(CommandElementAst element, Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            WriteExtent(element.Extent, writer);
            if (element is CommandParameterAst parameter)
            {
                writer.WriteString("kind", "parameter");
                writer.WriteString("name", parameter.ParameterName);
                if (parameter.Argument != null)
                {
                    writer.WriteStartObject("argument");
                    WriteExtent(parameter.Argument.Extent, writer);
                    WriteValue(parameter.Argument, writer);
                    writer.WriteEndObject();
                }
            }
            else if (element is VariableExpressionAst variable && variable.Splatted)
            {
                writer.WriteString("kind", "splat");
                writer.WriteString("name", variable.VariablePath.UserPath);
            }
            else if (element is UsingExpressionAst use && use.SubExpression is VariableExpressionAst used && used.Splatted)
            {
                writer.WriteString("kind", "splat");
                writer.WriteString("name", "using:" + used.VariablePath.UserPath);
            }
            else
            {
                writer.WriteString("kind", "argument");
                WriteValue((ExpressionAst)element, writer);
            }

            writer.WriteEndObject();
        }

        static void WriteValue(ExpressionAst expression, Utf8JsonWriter writer)
        {
            var value = Constants.Of(expression);
            if (value != null)
            {
                writer.WritePropertyName("value");
                value.WriteTo(writer);
            }
        }

        static void WriteExtent(IScriptExtent extent, Utf8JsonWriter writer)
        {
            writer.WriteNumber("start", extent.StartOffset);
            writer.WriteNumber("end", extent.EndOffset);
        }
    }
}
