import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.validate.prop.rng.RngProperty;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** jing as its command runs it, asked line by line: a grammar and documents -> "refused", or 1 and 0 for each document. */
class Judge implements ErrorHandler {
    public static void main(String[] none) throws Exception {
        System.setProperty("org.apache.xerces.xni.parser.XMLParserConfiguration",
            "org.apache.xerces.parsers.XIncludeParserConfiguration");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line; (line = lines.readLine()) != null; System.out.flush()) {
            System.out.println(answer(line.split("\t")));
        }
    }

    private static String answer(String[] files) {
        PropertyMapBuilder properties = new PropertyMapBuilder();
        ValidateProperty.ERROR_HANDLER.put(properties, new Judge());
        RngProperty.CHECK_ID_IDREF.add(properties);
        ValidationDriver driver = new ValidationDriver(properties.toPropertyMap());
        try {
            if (!driver.loadSchema(ValidationDriver.fileInputSource(files[0]))) {
                return "refused";
            }
        } catch (Exception | StackOverflowError error) {
            return "refused";
        }
        StringBuilder verdicts = new StringBuilder();
        for (int i = 1; i < files.length; i++) {
            try {
                verdicts.append(driver.validate(ValidationDriver.fileInputSource(files[i])) ? '1' : '0');
            } catch (Exception error) {
                verdicts.append('0');
            }
        }
        return verdicts.toString();
    }

    @Override public void warning(SAXParseException warning) {}

    @Override public void error(SAXParseException error) {}

    @Override public void fatalError(SAXParseException error) throws SAXException {
        throw error;
    }
}
